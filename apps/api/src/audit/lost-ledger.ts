import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ActivityList } from '#activity';
import { UnusableFile } from '#side-files';

/** What signs the log, and what signs who did and read what. */
export type SigningFolder = 'ledger' | 'activity-ledger';

/**
 * A log that a server has served before was signed, and so were its activities. Where what signed them is gone, nobody could tell any
 * more whether something was cut or changed since, and they are not signed again under a new name by themselves.
 * @throws UnusableFile that says what to do
 */
export async function refuseLostLedger(dataDir: string, name: SigningFolder): Promise<void> {
  const folder = join(dataDir, name);
  if (isThere(folder)) return;
  // A server leaves both folders, and notes what was asked of it; the command line notes what it does, and signs nothing.
  const wasServed = (await wasAsked(dataDir)) || (name === 'ledger' && isThere(join(dataDir, 'activity-ledger')));
  if (!wasServed) return;
  const flag = name === 'ledger' ? '' : ' --activity';
  throw new UnusableFile(
    `${folder} is missing: it held the key that signs and the last checkpoints, and no new name is begun by itself. Put the ` +
      'folder from the newest copy of this data folder in its place, or restore the newest backup with "homeward restore". Only ' +
      'where there is neither, the log goes on under a new name, which stays said for ever: homeward keys declare-lost' +
      `${flag} --reason "<why>" --data ${dataDir}`,
    folder,
  );
}

function isThere(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

async function wasAsked(dataDir: string): Promise<boolean> {
  const file = join(dataDir, 'activity.sqlite');
  if (!existsSync(file) || statSync(file).size === 0) return false;
  let list: ActivityList | undefined;
  try {
    list = await ActivityList.open(file);
    return await list.isOfServer();
  } catch {
    // What is wrong with it is said where it is opened to be written to.
    return false;
  } finally {
    list?.close();
  }
}
