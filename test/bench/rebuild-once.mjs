#!/usr/bin/env -S node --v8-pool-size=1
// One pass over a log, in a process of its own, on a thread, with the flags and the memory that the server gives its
// projector: `node rebuild-once.mjs scan|all|status <log> <folder>`.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';

const [how, log, folder] = process.argv.slice(2);
const MIB = 2 ** 20;
/** Events taken in, and the resident memory then. */
const samples = [];
let events = 0;

// What the thread loads is not loaded here as well: it would count twice.
const { eventsourcing, projections, stores } = isMainThread ? {} : await import('./homeward.mjs');

if (isMainThread) {
  const { PROJECTOR_MEMORY } = await import(
    new URL('../../dist/libs/projections/src/projector-memory.js', import.meta.url)
  );
  const thread = new Worker(import.meta.filename, {
    argv: [how, log, folder],
    resourceLimits: PROJECTOR_MEMORY,
  });
  thread.once('message', (result) => {
    process.stdout.write(JSON.stringify({ ...result, mostMiB: process.resourceUsage().maxRSS / 1024 }));
  });
} else {
  const started = performance.now();
  await { scan, all, status }[how]();
  const seconds = (performance.now() - started) / 1000;
  parentPort.postMessage({ seconds, events, samples });
}

/** What any reader of the log has to do at least: fetch each record and parse it. */
function scan() {
  const db = new Database(log, { readonly: true });
  db.pragma('mmap_size = 1073741824');
  const page = db.prepare('SELECT position, record FROM events WHERE position > ? ORDER BY position LIMIT 5000').raw();
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)[0])) {
    for (const [, record] of rows) JSON.parse(record);
    events += rows.length;
  }
  db.close();
}

/** All read models, as the server builds them. */
async function all() {
  const { store, database } = await open();
  await projections.rebuild(store, database, { onCommit });
  await database.close();
  await store.close();
}

/** The cohorts' status and nothing else: what the projection writes of entries and movements is dropped. */
async function status() {
  const { store, database } = await open();
  const { number, generation } = await database.begin();
  const { CohortProjection } = await import(
    new URL('../../dist/libs/projections/src/cohorts/cohort-projection.js', import.meta.url)
  );
  const cohorts = new CohortProjection();
  const checkpoints = {
    checkpoint: () => generation.checkpoint(),
    commit: (upTo, work) => generation.commit(upTo, (transaction) => work(only(['cohorts', 'balances'], transaction))),
  };
  const caughtUp = new AbortController();
  const { signal } = caughtUp;
  await eventsourcing.project(store, [cohorts], checkpoints, {
    signal,
    batchSize: 10_000,
    onCommit,
    onCaughtUp: () => caughtUp.abort(),
  });
  await generation.finish((transaction) => cohorts.finish(only(['cohorts', 'balances'], transaction)));
  database.discard(number, generation);
  await database.close();
  await store.close();
}

async function open() {
  const store = await stores.SqliteEventStore.open(log, { readOnly: true });
  return { store, database: await projections.openReadDatabase({ folder }) };
}

function only(tables, transaction) {
  const filtered = Object.create(transaction, {
    db: { value: transaction.db },
    building: { value: transaction.building },
  });
  for (const method of ['insert', 'upsert', 'update', 'remove']) {
    filtered[method] = async (table, ...rest) => {
      if (tables.includes(table)) await transaction[method](table, ...rest);
    };
  }
  return filtered;
}

function onCommit(_, count) {
  events += count;
  samples.push({ events, residentMiB: process.memoryUsage.rss() / MIB, ownMiB: own() });
}

/** Without what is mapped from files; undefined where the system does not say. */
function own() {
  try {
    const kib = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kib && Number(kib) / 1024;
  } catch {
    return undefined;
  }
}
