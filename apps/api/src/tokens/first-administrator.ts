import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_FILE, type TokenStore } from '#access';
import type { EventStore } from '#eventsourcing';
import { UnusableFile } from '#side-files';

/** Where the first administrator finds the token, if nobody watched the first start. */
export const TOKEN_NOTE = 'administrator-token';

const ENDS = 'it ends within 24 hours unless it is used';

/**
 * A log with records had tokens. Where none is left, they were lost, and whoever starts the server is not made an administrator
 * of what is recorded for that.
 * @throws UnusableFile that says the command
 */
export async function refuseLostTokens(tokens: TokenStore, store: EventStore, dataDir: string): Promise<void> {
  if (!(await tokens.isEmpty()) || (await store.head()) === undefined) return;
  const { name } = ACCESS_FILE;
  throw new UnusableFile(
    `The log has records, but ${join(dataDir, name)} is missing or holds no token, and no new administrator is made by itself. ` +
      `Put ${name} from the newest backup (a ZIP file) in its place; or, if there is none, make a token for an administrator and ` +
      `start again: homeward token create --owner "<who>" --role administrator --data ${dataDir}`,
    join(dataDir, name),
  );
}

/**
 * Makes an administrator's token where no token was ever made.
 * @param isWatched whether somebody sees what is printed; otherwise the token goes into a file for the owner alone, because what
 * is printed is kept in logs
 * @returns what is to be printed of it; undefined where there are tokens
 */
export async function firstAdministrator(
  tokens: TokenStore,
  dataDir: string,
  isWatched: boolean,
): Promise<string | undefined> {
  const first = await tokens.createFirst();
  if (first === undefined) return undefined;
  if (isWatched) return `administrator token: ${first.token}\nKeep it: it is not shown again, and ${ENDS}.`;
  const file = join(dataDir, TOKEN_NOTE);
  forgetNote(dataDir);
  writeFileSync(file, `${first.token}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return `administrator token: written to ${file}\nKeep it elsewhere: the file is removed once the token is used, and ${ENDS}.`;
}

/** Removes the file of the first administrator's token. */
export function forgetNote(dataDir: string): void {
  rmSync(join(dataDir, TOKEN_NOTE), { force: true });
}
