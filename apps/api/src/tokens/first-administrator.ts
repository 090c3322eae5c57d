import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_FILE, type Access, type TokenStore } from '#access';
import type { EventStore } from '#eventsourcing';
import { UnusableFile } from '#side-files';
import type { PublicAddress } from '../sign-in/public-address.js';

/** Where the first administrator finds the token, if nobody watched the first start. */
export const TOKEN_NOTE = 'administrator-token';

/** The same of the invitation. It is good once, and for a day. */
export const INVITATION_NOTE = 'administrator-invitation';

const INVITED = 'Open it in a browser within 24 hours to sign in as a person: it is good once.';
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
 * Lets the first administrator in, where no token was ever made: with a token, for programs and the command line, and with an
 * invitation to sign in as a person. Either can make the other again.
 * @param isWatched whether somebody sees what is printed; otherwise both go into files for the owner alone, because what is printed
 * is kept in logs
 * @returns what is to be printed of it; undefined where there are tokens
 */
export async function firstAdministrator(
  { tokens, invitations, organisations }: Access,
  address: PublicAddress,
  dataDir: string,
  isWatched: boolean,
): Promise<string | undefined> {
  const first = await tokens.createFirst();
  if (first === undefined) return undefined;
  const invitation = await invitations.inviteFirst((await organisations.ofServer()).id);
  const link = invitation && address.linkTo(invitation.token);
  if (isWatched) {
    const lines = [`administrator token: ${first.token}`, `Keep it: it is not shown again, and ${ENDS}.`];
    if (link !== undefined) lines.push(`administrator invitation: ${link}`, INVITED);
    return lines.join('\n');
  }
  const lines = [
    `administrator token: written to ${note(dataDir, TOKEN_NOTE, first.token)}`,
    `Keep it elsewhere: the file is removed once the token is used, and ${ENDS}.`,
  ];
  if (link !== undefined)
    lines.push(`administrator invitation: written to ${note(dataDir, INVITATION_NOTE, link)}`, INVITED);
  return lines.join('\n');
}

/** Removes a file that the first administrator was let in by. */
export function forgetNote(dataDir: string, name: string): void {
  rmSync(join(dataDir, name), { force: true });
}

function note(dataDir: string, name: string, secret: string): string {
  const file = join(dataDir, name);
  forgetNote(dataDir, name);
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return file;
}
