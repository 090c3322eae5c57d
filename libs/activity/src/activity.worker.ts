// Runs as a thread of its own, from the source as well as from dist: only erasable syntax, no relative imports of values.
import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { leafHashOfText, type Hash } from '#ledger/growth';
import { KeptTree, TREE_TABLES } from '#ledger/kept-tree';
import type { Activity, Noted } from './activity.js';

export interface WorkerData {
  readonly file: string;
}

/** Activities as one text: copying one string from thread to thread costs a tenth of copying the objects. */
export interface BatchMessage {
  /** A UUID, given once: the batch's first record bears it, and so a batch that is sent again is written once. */
  readonly id: string;
  /** `Noted[]`, JSON. */
  readonly text: string;
}

export type Reply = { readonly ready: true } | { readonly committed: string } | { readonly failed: string };

// Nobody waits for a note: commands come first. Linux ranks threads one by one (setpriority(2)).
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const TABLES = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT,
    leaf BLOB NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_by_actor ON events (actor, position);
  CREATE INDEX IF NOT EXISTS events_by_kind ON events (kind, position);
  CREATE INDEX IF NOT EXISTS events_by_at ON events (at, position);
  CREATE TABLE IF NOT EXISTS about_cohorts (
    cohort TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (cohort, position)
  ) STRICT, WITHOUT ROWID;
  ${TREE_TABLES}
  CREATE TRIGGER IF NOT EXISTS events_refuse_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS events_refuse_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END;`;

const { file } = workerData as WorkerData;
const db = new Database(file, { timeout: 5_000 });
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
// A checkpoint syncs, and the log waits for the same disk.
db.pragma('wal_autocheckpoint = 4000');
db.pragma('recursive_triggers = ON');
db.exec(TABLES);

const insert = db.prepare(
  `INSERT INTO events (position, id, at, kind, actor, leaf, record) VALUES (?, unhex(?, '-'), ?, ?, ?, ?, ?)`,
);
const insertCohort = db.prepare('INSERT OR IGNORE INTO about_cohorts (cohort, position) VALUES (?, ?)');
const keptTree = new KeptTree(db);
const isWritten = db.prepare(`SELECT 1 FROM events WHERE id = unhex(?, '-')`).pluck();

const write = db.transaction(({ id, text }: BatchMessage) => {
  if (isWritten.get(id) !== undefined) return;
  const tree = keptTree.read();
  const leaves: Hash[] = [];
  for (const noted of JSON.parse(text) as Noted[]) {
    const activity = activityOf(noted, leaves.length === 0 ? id : randomUUID());
    const record = canonical(activity);
    const leaf = leafHashOfText(record);
    const position = tree.size + leaves.push(leaf);
    insert.run(position, activity.id, activity.at, activity.kind, activity.actor, leaf, record);
    for (const cohort of activity.cohorts) insertCohort.run(cohort, position);
  }
  keptTree.grow(tree, leaves);
});

function activityOf({ at, actor, organisation, ...noted }: Noted, id: string): Activity {
  return {
    ...noted,
    v: 1,
    id,
    at: new Date(at).toISOString(),
    actor: actor?.toWellFormed() ?? null,
    organisation: organisation?.toWellFormed() ?? null,
  };
}

/** RFC 8785: names in order; of numbers there are only whole ones, and every text is well formed. */
function canonical(activity: Activity): string {
  const names = Object.keys(activity).sort() as (keyof Activity)[];
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, activity[name]])));
}

parentPort!.on('message', (message: BatchMessage | null) => {
  if (message === null) {
    db.close();
    parentPort!.close();
    return;
  }
  try {
    write.immediate(message);
    parentPort!.postMessage({ committed: message.id } satisfies Reply);
  } catch (error) {
    parentPort!.postMessage({ failed: String(error) } satisfies Reply);
  }
});
parentPort!.postMessage({ ready: true } satisfies Reply);
