import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  beginNewOrigin,
  LedgerFolder,
  Malformed,
  NotSigned,
  openCheckpoint,
  parseVerifierKey,
  rootOf,
  type NewOrigin,
  type VerifierKey,
} from '#ledger';
import { faultOf, lockForWriting, openEventStore, openLedger, type WriterLock } from '#stores';
import { checkBackedUp, checkTakenOver } from './check-versions.js';
import { LEDGER, LOG } from './contents.js';
import { examineLog, type ExaminedLog } from './examine-log.js';
import { keepMemories } from './keep-memories.js';
import { lastSigned, type Progress } from './make-backup.js';
import { BackupRefused, type Manifest } from './manifest.js';
import { Place } from './place.js';
import { staleness, type KnownLog, type KnownTree } from './staleness.js';
import { openBackup } from './unpack.js';

export interface RestoreOptions {
  readonly now: Date;
  /** Why an older state is restored nevertheless: the log then goes on under a new origin. */
  readonly declaredStale: string | undefined;
  /** The newest checkpoint that is held outside, a signed note. */
  readonly held: string | undefined;
  /** Name of the log, should it begin a new origin. */
  readonly origin: string | undefined;
  readonly onProgress: Progress;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Where the folder is that stood there before; null where there was none. */
  readonly replaced: string | null;
  /** What was declared, where the log goes on under a new origin. */
  readonly declared: NewOrigin | null;
  /** The backed up memory of a witness, which is not to be gone on with. */
  readonly witnessSetAside: string | null;
}

/** The backup is older than what is known of the log. */
export class StaleBackup extends BackupRefused {}

/**
 * Puts a backup in the place of a data folder, once every file of it was verified and its log was read through. What stood
 * there is kept beside it.
 *
 * What signs the log is taken from the folder there, as it may have signed since the backup was made. Where nothing is left of
 * it, or an older state is declared, the log goes on under a new origin (`libs/ledger`, `signing/refusals.ts`): what was
 * signed before must never be contradicted under the same name.
 * @throws BackupRefused, StaleBackup, NewerFile; Error where a server writes there. Nothing was changed then.
 */
export async function restoreBackup(file: string, dataFolder: string, options: RestoreOptions): Promise<Restored> {
  const folder = resolve(dataFolder);
  const { onProgress } = options;
  const backup = await openBackup(file);
  const place = await Place.at(folder);
  const { staging } = place;
  let lock: WriterLock | undefined;
  try {
    // Held to the end: nobody begins to write to what is being replaced.
    if (existsSync(join(folder, LOG))) lock = lockForWriting(join(folder, LOG));
    const { manifest } = backup;
    const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    let unpacked = 0;
    await backup.unpack(staging, (bytes) => onProgress('unpacking', (unpacked += bytes), total));
    checkDatabases(staging, manifest);
    await checkBackedUp(staging);
    await checkTakenOver(folder);
    const reason = await reasonToBeginAgain(staging, folder, manifest, options);
    const restored = `Restored from the backup of ${manifest.madeAt}.`;
    const witnessSetAside = await keepMemories(staging, folder, restored, options.now);
    const declared =
      reason === undefined
        ? null
        : await beginNewOrigin(join(staging, LEDGER), { reason, now: options.now, origin: options.origin });
    // Windows moves no folder in which a file is open.
    if (process.platform === 'win32') lock?.release();
    const replaced = await place.take(options.now);
    return { manifest, replaced, declared, witnessSetAside };
  } finally {
    lock?.release();
    backup.close();
    await rm(staging, { recursive: true, force: true });
  }
}

function checkDatabases(staging: string, { files }: Manifest): void {
  for (const { name } of files.filter((one) => one.name.endsWith('.sqlite'))) {
    const fault = faultOf(join(staging, name));
    if (fault !== undefined) throw new BackupRefused(`The database ${name} is damaged: ${fault}.`);
  }
}

/**
 * Why the log has to go on under a new origin; undefined where it can go on under its own.
 * @throws StaleBackup where that has to be declared first
 */
async function reasonToBeginAgain(
  staging: string,
  folder: string,
  manifest: Manifest,
  { declaredStale, held, onProgress }: RestoreOptions,
): Promise<string | undefined> {
  const signs = LedgerFolder.exists(join(staging, LEDGER)) || LedgerFolder.exists(join(folder, LEDGER));
  const signed = await newestSigned(staging, folder, held);
  const known: KnownLog = { log: await treeIn(folder), signed };
  const log = manifest.log && (await examined(staging, manifest, known, onProgress));
  const stale = log === null ? undefined : staleness(log, known);
  if (stale !== undefined && declaredStale === undefined) {
    throw new StaleBackup(
      `The backup of ${manifest.madeAt} is older than what is known of this log: ${stale}. What came after it would be ` +
        'lost, and the log would contradict what was signed. Restore a newer backup. If there is none, say so with ' +
        '--declare-stale "<why>": the log then goes on under a new origin, and the old one is kept as evidence.',
    );
  }
  if (stale !== undefined) return signs ? declaredStale : undefined;
  const remembered = LedgerFolder.exists(join(folder, LEDGER)) || held !== undefined;
  if (remembered || !signs || log === null) return undefined;
  return (
    declaredStale ??
    `Restored from the backup of ${manifest.madeAt}, where nothing was left that says what had been signed since.`
  );
}

/** The newest checkpoint that is known: held outside, kept in the folder there, or in the backup itself. */
async function newestSigned(staging: string, folder: string, held: string | undefined): Promise<KnownTree | null> {
  const folders = [folder, staging].map((one) => join(one, LEDGER));
  const keys = folders.flatMap(keysIn);
  const notes = [await lastSigned(folders[0]!), await lastSigned(folders[1]!), held];
  try {
    const trees = notes.filter((note) => note !== undefined).map((note) => openCheckpoint(note, keys));
    return trees.toSorted((a, b) => b.size - a.size)[0] ?? null;
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof NotSigned)) throw error;
    throw new BackupRefused(`A checkpoint that is kept or given cannot be gone by: ${error.message}.`);
  }
}

function keysIn(folder: string): VerifierKey[] {
  return LedgerFolder.exists(folder)
    ? LedgerFolder.open(folder)
        .ring()
        .map(({ key }) => parseVerifierKey(key))
    : [];
}

/** The tree of the log in a folder; null where there is none, or none that can be read. */
async function treeIn(folder: string): Promise<KnownTree | null> {
  const address = `sqlite:${join(folder, LOG)}`;
  if (!existsSync(join(folder, LOG))) return null;
  try {
    const store = await openEventStore(address, { readOnly: true });
    try {
      const ledger = await openLedger(address, store, '');
      try {
        const state = await ledger.state();
        return { size: state.size, root: rootOf(state) };
      } finally {
        await ledger.close();
      }
    } finally {
      // Also where the ledger did not open: Windows moves no folder in which a file is open.
      await store.close();
    }
  } catch {
    return null;
  }
}

async function examined(
  staging: string,
  { log }: Manifest,
  known: KnownLog,
  onProgress: Progress,
): Promise<ExaminedLog> {
  const store = await openEventStore(`sqlite:${join(staging, LOG)}`, { readOnly: true });
  try {
    const sizes = [known.log, known.signed].flatMap((tree) => (tree === null ? [] : [tree.size]));
    const found = await examineLog(store, sizes, (read) => onProgress('reading the log', read, log!.records));
    if (found.records !== log!.records || found.root.toString('base64') !== log!.root) {
      throw new BackupRefused('Its log is not the one that its manifest describes.');
    }
    const kept = await treeIn(staging);
    if (kept !== null && !(kept.size === found.records && kept.root.equals(found.root))) {
      throw new BackupRefused('The tree that its log keeps is not the one that its records make.');
    }
    return found;
  } finally {
    await store.close();
  }
}
