import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ACTIVITY_FILE } from '#activity';

/** The log of an installation, in its data folder. */
export const LOG = 'log.sqlite';
/** What signs the log: its key, and the last checkpoints. */
export const LEDGER = 'ledger';
/** What this server knows as the witness of others' logs. */
export const WITNESS = 'witness';

/** Who did what, and who read what; and what signs it. */
export const ACTIVITY = ACTIVITY_FILE.name;
export const ACTIVITY_LEDGER = 'activity-ledger';

/**
 * What of a data folder is not kept: read models are made again, tables being imported and what was replaced are past, and a token
 * that nobody has fetched yet is nobody else's.
 */
const LEFT_OUT = /^(?:read|imports|administrator-token|lost\+found|replaced-.*|restoring-.*)$/;
/** What stands beside a database while it is used, and drafts of files that are not finished. */
const PASSING = /-(?:wal|shm|journal|writer|writer-journal)$|^draft-|\.draft$/;

/** What there is to keep of a data folder. */
export interface Contents {
  /** Databases, the log among them. */
  readonly databases: readonly string[];
  /** Folders of files that are only ever added and replaced as a whole. */
  readonly folders: readonly string[];
  /** Other files. */
  readonly files: readonly string[];
}

export async function contentsOf(folder: string): Promise<Contents> {
  const found = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !LEFT_OUT.test(name) && !PASSING.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = found.filter((one) => one.isFile()).map(({ name }) => name);
  return {
    databases: files.filter((name) => name.endsWith('.sqlite')),
    folders: found.filter((one) => one.isDirectory()).map(({ name }) => name),
    files: files.filter((name) => !name.endsWith('.sqlite')),
  };
}

/** All files below a folder, with slashes, in order. */
export async function filesBelow(folder: string, below = ''): Promise<string[]> {
  const found = await readdir(join(folder, below), { withFileTypes: true });
  const names: string[] = [];
  for (const one of found) {
    const name = below === '' ? one.name : `${below}/${one.name}`;
    if (one.isDirectory()) names.push(...(await filesBelow(folder, name)));
    else if (one.isFile() && !PASSING.test(one.name)) names.push(name);
  }
  return names.sort();
}
