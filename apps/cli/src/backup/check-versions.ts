import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_FILE } from '#access';
import { ACTIVITY_FILE } from '#activity';
import { LedgerFolder, WitnessFolder } from '#ledger';
import { checkSideFile, DamagedFile, NewerFile } from '#side-files';
import { LEAVES_FILE } from '#stores';
import { WEBHOOK_FILE } from '#webhooks';
import { ACTIVITY, ACTIVITY_LEDGER, LEDGER, WITNESS } from './contents.js';
import { BackupRefused } from './manifest.js';

/** Looks whether this version can use what is in a data folder. @throws NewerFile, DamagedFile */
type Check = (path: string) => void | Promise<void>;

/** Everything that has versions, by its name in the data folder; the log says its own when it is opened. */
const CHECKS: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(
    [ACCESS_FILE, ACTIVITY_FILE, LEAVES_FILE, WEBHOOK_FILE].map((side) => [
      side.name,
      (file: string) => checkSideFile(file, side),
    ]),
  ),
  [LEDGER]: (folder) => LedgerFolder.check(folder),
  [ACTIVITY_LEDGER]: (folder) => LedgerFolder.check(folder),
  [WITNESS]: (folder) => WitnessFolder.check(folder),
};

/**
 * Older files are restored as they are: the next start migrates them.
 * @param staging where a backup was unpacked
 * @throws BackupRefused for one that a newer version has made, or that holds something damaged
 */
export async function checkBackedUp(staging: string): Promise<void> {
  for (const [name, check] of Object.entries(CHECKS)) {
    if (!existsSync(join(staging, name))) continue;
    try {
      await check(join(staging, name));
    } catch (error) {
      if (error instanceof NewerFile) {
        throw new BackupRefused(
          `The backup was made by a newer version of Homeward: its ${name} is at ${error.found}, and this version knows ` +
            `${error.known} at most. Restore it with the version that made it, or a newer one.`,
        );
      }
      if (error instanceof DamagedFile) throw new BackupRefused(`What the backup holds as ${name} is damaged.`);
      throw error;
    }
  }
}

/**
 * What a restore takes over from the folder there must be readable by this version, too. Damage there is no reason to refuse:
 * it may be why somebody restores.
 * @throws NewerFile
 */
export async function checkTakenOver(folder: string): Promise<void> {
  for (const name of [LEDGER, WITNESS, ACTIVITY, ACTIVITY_LEDGER]) {
    if (!existsSync(join(folder, name))) continue;
    try {
      await CHECKS[name]!(join(folder, name));
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
    }
  }
}
