import { existsSync, readdirSync, statSync } from 'node:fs';
import { UnusableFile } from '#side-files';

/**
 * A log that a server has served before was signed. Where what signed it is gone, nobody could tell any more whether it was cut or
 * changed since, and it is not signed again under a new name by itself.
 * @param folder of the key and the checkpoints
 * @param trace what a server leaves in the data folder as soon as it has signed
 * @throws UnusableFile that says what to do
 */
export function refuseLostLedger(folder: string, trace: string, dataDir: string, flag = ''): void {
  const isThere = existsSync(folder) && readdirSync(folder).length > 0;
  if (isThere || !existsSync(trace) || statSync(trace).size === 0) return;
  throw new UnusableFile(
    `${folder} is missing: it held the key that signs and the last checkpoints, and no new name is begun by itself. Put the ` +
      'folder from the newest copy of this data folder in its place, or restore the newest backup with "homeward restore". Only ' +
      'where there is neither, the log goes on under a new name, which stays said for ever: homeward keys declare-lost' +
      `${flag} --reason "<why>" --data ${dataDir}`,
    folder,
  );
}
