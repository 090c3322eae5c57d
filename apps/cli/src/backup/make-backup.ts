import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LedgerFolder } from '#ledger';
import { copyDatabase, makeWritableFolder, openEventStore } from '#stores';
import { contentsOf, filesBelow, LEDGER, LOG } from './contents.js';
import { copyFolder } from './copy-folder.js';
import { examineLog } from './examine-log.js';
import { FORMAT, type BackedUpLog, type Manifest } from './manifest.js';
import { pack } from './pack.js';

/** Told what is being done, and how far it is. */
export type Progress = (stage: string, done: number, total: number) => void;

/**
 * Backs up a data folder as it stands, while a server may be serving from it: databases by SQLite's backup API, the log from
 * one snapshot and read through, everything else file by file.
 * @param to the file to write
 * @throws BackupRefused where the log is damaged: that is to be known now, not at the restore; UnusableFolder where nothing can
 * be written to where it is to stand
 */
export async function makeBackup(folder: string, to: string, now: Date, onProgress: Progress): Promise<Manifest> {
  makeWritableFolder('--to', dirname(to));
  const staging = await mkdtemp(`${to}.`);
  try {
    const { databases, folders, files } = await contentsOf(folder);
    const take = (names: readonly string[], copy: (from: string, into: string) => Promise<void>): Promise<void> =>
      each(names, (name) => copy(join(folder, name), join(staging, name)));
    // What signs comes before the log: a log may be further than its last checkpoint, never the other way round.
    await take(
      folders.filter((name) => name === LEDGER),
      copyFolder,
    );
    const log = databases.includes(LOG) ? await copyLog(join(folder, LOG), join(staging, LOG), onProgress) : null;
    await take(
      databases.filter((name) => name !== LOG),
      copyDatabase,
    );
    // What entries refer to comes after them: it was there before they were.
    await take(
      folders.filter((name) => name !== LEDGER),
      copyFolder,
    );
    await take(files, copyFile);

    const names = await filesBelow(staging);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(staging, name))).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const checkpoint = (await lastSigned(join(staging, LEDGER))) ?? null;
    const about = { format: FORMAT, madeAt: now.toISOString(), log, checkpoint } as const;
    return await pack(staging, names, to, about, (bytes) => onProgress('packing', bytes, total));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function copyLog(from: string, to: string, onProgress: Progress): Promise<BackedUpLog> {
  await copyDatabase(from, to, (done, total) => onProgress('copying the log', done, total));
  const store = await openEventStore(`sqlite:${to}`, { readOnly: true });
  try {
    const { records, position, root } = await examineLog(store, [], (read) =>
      onProgress('reading the log', read, read),
    );
    return { records, position, root: root.toString('base64') };
  } finally {
    await store.close();
  }
}

/** The last checkpoint that was signed from a folder; undefined where there is none. */
export async function lastSigned(folder: string): Promise<string | undefined> {
  return LedgerFolder.exists(folder) ? LedgerFolder.open(folder).last() : undefined;
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) await work(item);
}
