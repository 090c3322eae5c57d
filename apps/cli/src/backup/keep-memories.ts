import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beginNewOrigin, LedgerFolder } from '#ledger';
import { copyDatabase, faultOf } from '#stores';
import { ACTIVITY, ACTIVITY_LEDGER, LEDGER, WITNESS } from './contents.js';

/**
 * Takes over from the folder there what must not be forgotten by a restore: what was signed and cosigned since, which could
 * otherwise be contradicted, and who did and read what.
 * @returns where a witness's older memory was put aside, which is not to be gone on with; null where there is none
 */
export async function keepMemories(staging: string, folder: string, reason: string, now: Date): Promise<string | null> {
  for (const name of [LEDGER, WITNESS]) await takeOver(staging, folder, name);
  await keepActivities(staging, folder, reason, now);
  if (existsSync(join(folder, WITNESS)) || !existsSync(join(staging, WITNESS))) return null;
  await rename(join(staging, WITNESS), join(staging, `${WITNESS}-of-backup`));
  return `${WITNESS}-of-backup`;
}

/** Those of the backup are gone on with only where none are left: under a new origin, as they may have been signed further. */
async function keepActivities(staging: string, folder: string, reason: string, now: Date): Promise<void> {
  const there = join(folder, ACTIVITY);
  if (existsSync(there) && faultOf(there) === undefined) {
    await rm(join(staging, ACTIVITY), { force: true });
    await copyDatabase(there, join(staging, ACTIVITY));
    await takeOver(staging, folder, ACTIVITY_LEDGER);
  } else if (LedgerFolder.exists(join(staging, ACTIVITY_LEDGER))) {
    await beginNewOrigin(join(staging, ACTIVITY_LEDGER), { reason, now });
  }
}

async function takeOver(staging: string, folder: string, name: string): Promise<void> {
  if (!existsSync(join(folder, name))) return;
  await rm(join(staging, name), { recursive: true, force: true });
  await cp(join(folder, name), join(staging, name), { recursive: true, preserveTimestamps: true });
}
