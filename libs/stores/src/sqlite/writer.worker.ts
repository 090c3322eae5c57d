// Runs as a thread of its own, from the source as well as from dist: only erasable syntax, no relative imports of values.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { leafHashOfText, type Hash } from '#ledger/growth';
import { KeptTree, TREE_TABLES } from '#ledger/kept-tree';
import { indexRepeatedIds, isIdTaken, REPEATED_KEY } from '#stores/repeated-ids';
import { WalRoom } from '#stores/wal-room';
import type { PreparedWrite } from '../writes.js';

export interface WriterData {
  readonly file: string;
  /** Milliseconds to wait for a lock that another connection holds. */
  readonly busyTimeout: number;
  /** MiB of memory for pages, used only as the log grows. */
  readonly cacheMiB: number;
  /** Takes an id that stands elsewhere in the log, as a copy of a log must that has one twice. */
  readonly takesRepeatedIds: boolean;
}

/** All writes of one append. */
export type Append = readonly PreparedWrite[];

/**
 * A batch on its way here, as one text: copying one string from thread to thread costs a tenth of copying the objects.
 * The first line says which append writes how many records to which stream; the records follow, a line each: canonical
 * JSON has no line feed in it.
 */
export type BatchText = string;
type BatchHead = readonly (readonly [stream: string, expected: number, ids: readonly string[]][])[];

/** The position of an append's last event, or why this append alone was refused. */
export type Outcome = number | { readonly stale: string; readonly actual: number } | { readonly reused: string };

/** What the connection really does, asked from the engine itself. */
export interface Settings {
  readonly journalMode: string;
  /** 2 is FULL: each commit is synced to disk before it returns. */
  readonly synchronous: number;
  readonly pageSize: number;
  readonly sqlite: string;
}

export type Reply =
  | { readonly ready: Settings }
  /** For each batch one outcome for each append, in their order; all of it is on disk. */
  | { readonly committed: readonly (readonly Outcome[])[] }
  /** So many batches were not committed. */
  | { readonly failed: string; readonly batches: number };

/** What is kept in memory of a stream, so that a warm stream is checked without a query. */
interface Head {
  readonly key: number;
  revision: number;
}

/** `Home` in ASCII: tells `file` and us whose database this is. */
const APPLICATION_ID = 0x486f6d65;
const SCHEMA_VERSION = 2;
const MAX_HEADS = 200_000;

const TABLES = `
  CREATE TABLE streams (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    leaf BLOB NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  ${TREE_TABLES}
  CREATE TRIGGER streams_refuse_update BEFORE UPDATE ON streams BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END;
  CREATE TRIGGER streams_refuse_delete BEFORE DELETE ON streams BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END;
  CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END;
  CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};`;

const { file, busyTimeout, cacheMiB, takesRepeatedIds } = workerData as WriterData;
const db = open();

const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const lastPosition = db.prepare('SELECT coalesce(max(position), 0) FROM events').pluck();
const findHead = db
  .prepare('SELECT key, (SELECT max(revision) FROM events WHERE stream = key) FROM streams WHERE name = ?')
  .raw();
const idAt = db
  .prepare(`SELECT position FROM events WHERE stream = ? AND revision = ? AND substr(id, 1, 16) = unhex(?, '-')`)
  .pluck();
const idTaken = db.prepare(`SELECT 1 FROM events WHERE id = unhex(?, '-')`).pluck();
const insertStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
const insertEvent = db.prepare(
  `INSERT INTO events (position, stream, revision, id, leaf, record) VALUES (?, ?, ?, unhex(?, '-'), ?, ?)`,
);
const keptTree = new KeptTree(db);
const insertRepeated = takesRepeatedIds
  ? db.prepare(
      `INSERT INTO events (position, stream, revision, id, leaf, record) VALUES (?, ?, ?, ${REPEATED_KEY}, ?, ?)`,
    )
  : undefined;
const room = new WalRoom(file);

/** What the log holds, as far as this only writer has looked. Forgotten whenever a batch fails. */
const heads = new Map<string, Head>();
let position = lastPosition.get() as number;
/** The Merkle tree over all records, as the last commit left it, and the leaves of the transaction under way. */
let tree = keptTree.read();
let leaves: Hash[] = [];
/** Whether each id is looked up before it is inserted: only while a batch is gone through again. */
let asksForIds = false;

if (tree.size !== position) {
  throw new Error(
    `${file} holds ${position} records, but its tree counts ${tree.size}: it was altered by something other than this program. ` +
      'Keep it as evidence, and restore a backup',
  );
}
parentPort!.on('message', (message: BatchText | null) => {
  const batches: BatchText[] = [];
  // Whatever came while the last commit was under way shares the next one.
  for (
    let next: { message: BatchText | null } | undefined = { message };
    next;
    next = receiveMessageOnPort(parentPort!)
  ) {
    if (next.message === null) {
      if (batches.length > 0) parentPort!.postMessage(commitBatches(batches.map(read)));
      room.close();
      db.close();
      parentPort!.close();
      return;
    }
    batches.push(next.message);
  }
  const before = position;
  parentPort!.postMessage(commitBatches(batches.map(read)));
  room.keep(position - before);
});
parentPort!.postMessage({ ready: settings() } satisfies Reply);

function read(text: BatchText): readonly Append[] {
  const lines = text.split('\n');
  let next = 1;
  return (JSON.parse(lines[0]!) as BatchHead).map((append) =>
    append.map(([stream, expected, ids]) => ({
      stream,
      expected,
      ids,
      records: lines.slice(next, (next += ids.length)),
    })),
  );
}

/** One transaction, one sync to disk, for all appends that waited together. */
function commitBatches(batches: readonly (readonly Append[])[]): Reply {
  try {
    return commitAll(batches, (append) => refusalOrAnswer(append));
  } catch (error) {
    undo();
    // The index over the ids has refused one, where a second command claims it: too rare to ask each time.
    if (!isIdTaken(error)) return { failed: String(error), batches: batches.length };
  }
  // Somewhere among them is an id that stands elsewhere: now each is asked about before it is inserted.
  asksForIds = true;
  try {
    return commitAll(batches, (append) => refusalOrAnswer(append) ?? (takesRepeatedIds ? undefined : reuseIn(append)));
  } catch (error) {
    undo();
    return { failed: String(error), batches: batches.length };
  } finally {
    asksForIds = false;
  }
}

function commitAll(batches: readonly (readonly Append[])[], outcomeOf: (append: Append) => Outcome | undefined): Reply {
  begin.run();
  leaves = [];
  const committed = batches.map((batch) => batch.map((append) => outcomeOf(append) ?? insert(append)));
  const grown = leaves.length === 0 ? tree : keptTree.grow(tree, leaves);
  commit.run();
  tree = grown;
  return { committed };
}

function undo(): void {
  if (db.inTransaction) db.exec('ROLLBACK');
  heads.clear();
  position = lastPosition.get() as number;
  tree = keptTree.read();
}

/** Checks before anything is inserted, so that a refused append leaves no trace in the batch's transaction. */
function refusalOrAnswer(append: Append): Outcome | undefined {
  const moved = append.filter(({ stream, expected }) => revisionOf(stream) !== expected);
  if (moved.length > 0) {
    const stale = moved.find((write) => standsAt(write) === undefined);
    if (stale === undefined && moved.length === append.length) return standsAt(append.at(-1)!);
    const { stream } = stale ?? moved[0]!;
    return { stale: stream, actual: revisionOf(stream) };
  }
  return undefined;
}

function reuseIn(append: Append): Outcome | undefined {
  for (const { ids } of append) {
    for (const id of ids) if (idTaken.get(id) !== undefined) return { reused: id };
  }
  return undefined;
}

/** The position of a write's last event where all its ids stand at its revisions already. */
function standsAt({ stream, expected, ids }: PreparedWrite): number | undefined {
  const head = headOf(stream);
  if (head === undefined || head.revision < expected + ids.length) return undefined;
  let found: number | undefined;
  for (const [index, id] of ids.entries()) {
    found = idAt.get(head.key, expected + 1 + index, id) as number | undefined;
    if (found === undefined) return undefined;
  }
  return found;
}

function insert(append: Append): number {
  for (const { stream, ids, records } of append) {
    const head = headOf(stream) ?? create(stream);
    for (let index = 0; index < ids.length; index++) {
      const record = records[index]!;
      const leaf = leafHashOfText(record);
      leaves.push(leaf);
      const id = ids[index]!;
      const isRepeated = asksForIds && insertRepeated !== undefined && idTaken.get(id) !== undefined;
      position++;
      head.revision++;
      if (isRepeated) insertRepeated.run(position, head.key, head.revision, id, position, leaf, record);
      else insertEvent.run(position, head.key, head.revision, id, leaf, record);
    }
  }
  return position;
}

function create(stream: string): Head {
  return remember(stream, { key: Number(insertStream.run(stream).lastInsertRowid), revision: -1 });
}

function revisionOf(stream: string): number {
  return headOf(stream)?.revision ?? -1;
}

function headOf(stream: string): Head | undefined {
  const kept = heads.get(stream);
  if (kept !== undefined) return kept;
  const row = findHead.get(stream) as [number, number] | undefined;
  return row && remember(stream, { key: row[0], revision: row[1] });
}

function remember(stream: string, head: Head): Head {
  if (heads.size >= MAX_HEADS) heads.clear();
  heads.set(stream, head);
  return head;
}

function open(): Database.Database {
  const db = new Database(file, { timeout: busyTimeout });
  db.pragma('page_size = 4096');
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new Error(`${file} stands where SQLite cannot keep a write-ahead log, e.g. on a network drive`);
  }
  // An existing WAL file is otherwise reopened at NORMAL, and a power cut could take back what was acknowledged.
  db.pragma('synchronous = FULL');
  // A checkpoint stalls the writer: few and large ones cost less than one every 1,000 pages.
  db.pragma('wal_autocheckpoint = 16000');
  db.pragma(`cache_size = -${cacheMiB * 1_024}`);
  // Without it, INSERT OR REPLACE would delete past the triggers.
  db.pragma('recursive_triggers = ON');
  prepareTables(db);
  if (takesRepeatedIds) indexRepeatedIds(db);
  return db;
}

function prepareTables(db: Database.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  const isNew = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (isNew) {
    db.transaction(() => db.exec(TABLES)).immediate();
  } else if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new Error(`${file} is a database of something else`);
  } else if (version > SCHEMA_VERSION) {
    throw new Error(`${file} was written by a newer version (schema ${version}, this one knows ${SCHEMA_VERSION})`);
  } else if (version < SCHEMA_VERSION) {
    throw new Error(
      `${file} was written by an older version (schema ${version}), without a tree over its records: ` +
        'bring them into a new log with homeward copy --from sqlite:<old> --to sqlite:<new>',
    );
  }
}

function settings(): Settings {
  return {
    journalMode: db.pragma('journal_mode', { simple: true }) as string,
    synchronous: db.pragma('synchronous', { simple: true }) as number,
    pageSize: db.pragma('page_size', { simple: true }) as number,
    sqlite: db.prepare('SELECT sqlite_version()').pluck().get() as string,
  };
}
