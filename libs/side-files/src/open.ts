import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { openConnection, openForReading, type Connection } from './connection.js';
import { kyselyOver } from './kysely-over.js';
import { isAtNewest, migrate } from './migrate.js';
import { DamagedFile } from './problems.js';
import type { SideFile } from './side-file.js';

/** A side file, open. */
export interface OpenFile<Tables> {
  readonly db: Kysely<Tables>;
  readonly connection: Connection;
  close(): void;
}

/** Larger files are not read through when they are opened: that would hold up the start. Damage shows where it is read. */
const CHECKED_BYTES = 64 * 1024 * 1024;
/** So long a file may be empty: until the process that makes it has written its first page. */
const EMPTY_MS = 1_000;
const LOOK_EVERY_MS = 20;
/** By its code and not by its class: the engine's add-on knows the class of anyone who loaded it first. */
const DAMAGE = /^SQLITE_(?:CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ)/;

/**
 * Opens a side file for writing, makes it where it does not exist, and brings it to the newest migration.
 * @param file `:memory:` for what is forgotten at the end
 * @throws NewerFile, DamagedFile
 */
export async function openSideFile<Tables>(file: string, side: SideFile): Promise<OpenFile<Tables>> {
  await refuseEmpty(file, side);
  return opened(file, side, () => openConnection(file), migrate);
}

/**
 * Opens a side file to be read. One that is older than this version is read as it is: it is not to be changed by looking at it,
 * and migrations only add.
 * @throws NewerFile, DamagedFile; Error with the code `SQLITE_CANTOPEN` where there is none
 */
export async function readSideFile<Tables>(file: string, side: SideFile): Promise<OpenFile<Tables>> {
  await refuseEmpty(file, side);
  return opened(
    file,
    side,
    () => openForReading(file),
    async (db) => void isAtNewest(db, file, side),
  );
}

/** Looks whether this version can use a side file. @throws NewerFile, DamagedFile */
export async function checkSideFile(file: string, side: SideFile): Promise<void> {
  (await readSideFile(file, side)).close();
}

async function opened<Tables>(
  file: string,
  side: SideFile,
  open: () => Connection,
  prepare: (connection: Connection, file: string, side: SideFile) => Promise<void>,
): Promise<OpenFile<Tables>> {
  let connection: Connection | undefined;
  try {
    connection = open();
    refuseFaulty(connection, file, side);
    await prepare(connection, file, side);
    const close = connection.close.bind(connection);
    return { db: kyselyOver<Tables>(connection), connection, close: () => void close() };
  } catch (error) {
    connection?.close();
    if (!DAMAGE.test(String((error as { readonly code?: unknown }).code))) throw error;
    throw new DamagedFile(file, (error as Error).message, side.remedy);
  }
}

/** SQLite takes an empty file for a new database: what was in it would be gone without a word. */
async function refuseEmpty(file: string, side: SideFile): Promise<void> {
  for (let waited = 0; isEmpty(file); waited += LOOK_EVERY_MS) {
    if (waited >= EMPTY_MS) throw new DamagedFile(file, 'it is empty', side.remedy);
    await pause(LOOK_EVERY_MS);
  }
}

function isEmpty(file: string): boolean {
  return file !== ':memory:' && statSync(file, { throwIfNoEntry: false })?.size === 0;
}

function refuseFaulty(connection: Connection, file: string, side: SideFile): void {
  const pages = connection.pragma('page_count', { simple: true }) as number;
  if (pages * (connection.pragma('page_size', { simple: true }) as number) > CHECKED_BYTES) return;
  const said = connection.pragma('quick_check(1)', { simple: true }) as string;
  if (said !== 'ok') throw new DamagedFile(file, said.replaceAll(/\s+/g, ' '), side.remedy);
}
