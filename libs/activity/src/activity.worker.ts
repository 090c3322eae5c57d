// Runs as a thread of its own, from the source as well as from dist: only erasable syntax, no relative imports of values.
import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { leafHashOfText, type Hash } from '#ledger/growth';
import { KeptTree } from '#ledger/kept-tree';
import { openConnection } from '#side-files/connection';
import type { Activity, Noted } from './activity.js';

export interface WorkerData {
  /** At the newest migration: `ActivityLog` sees to that before it starts a thread. */
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

const { file } = workerData as WorkerData;
const db = openConnection(file);
// A checkpoint syncs, and the log waits for the same disk.
db.pragma('wal_autocheckpoint = 4000');
// Without it, INSERT OR REPLACE would delete past the triggers.
db.pragma('recursive_triggers = ON');

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
