import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { atOnce, committed, documented, inTurns } from './emmett.mjs';
import { stores } from './homeward.mjs';
import { installPeers } from './peers.mjs';
import { against, interleave, median, seconds } from './rounds.mjs';

/** Durable appends through the EventStore port, against the least that SQLite asks for and against a peer. */
export async function measure(bench) {
  const hasPeer = bench.attempt('appends against emmett-sqlite', () => installPeers(bench.say));
  const one = await compare(bench, 1, hasPeer ? { documented, inTurns } : {});
  const many = await compare(bench, 32, hasPeer ? { inTurns, atOnce } : {});
  const lines = {
    'appends-1-raw': one('raw', { goal: 0.8, referenceIs: 'raw better-sqlite3 loop, 1 a commit' }),
    'appends-1-emmett': one('documented', { goal: 10, referenceIs: 'emmett-sqlite as documented' }),
    'appends-1-emmett-connection': one('inTurns', { referenceIs: 'emmett-sqlite, its inner append, 1 connection' }),
    'appends-32-raw': many('raw', { goal: 0.8, referenceIs: 'raw better-sqlite3 loop, 32 a commit' }),
    'appends-32-emmett': many('inTurns', { goal: 5, referenceIs: 'emmett-sqlite, its inner append in turns' }),
    'appends-32-emmett-undurable': many('atOnce', {
      referenceIs: 'emmett-sqlite, its inner append at once',
    }),
  };
  return Object.fromEntries(Object.entries(lines).filter(([, line]) => line !== undefined));
}

/** Measures one number of writers; gives what makes a line of the table of one reference, if that was there. */
async function compare({ quick, folder, say, durable }, writers, peers) {
  const count = (writers === 1 ? 4_000 : 64_000) / (quick ? 10 : 1);
  const file = () => join(folder, `${randomUUID()}.db`);
  const onDisk = {};
  const sides = {
    ours: () => ours(file(), writers, count, durable),
    raw: () => raw(file(), writers, count, durable),
  };
  for (const [name, open] of Object.entries(peers)) {
    onDisk[name] = [];
    sides[name] = () => emmett(file(), writers, count / 10, { open, durable, onDisk: onDisk[name] });
  }
  const results = await interleave(quick ? 1 : 5, sides, {
    say: (what) => say(`appends, ${writers} at once: ${what}`),
    warmUp: !quick,
  });
  const what = `durable appends, ${writers === 1 ? '1 writer' : `${writers} writers`}`;
  return (name, line) =>
    results[name] &&
    against(what, {
      unit: 'events/s',
      ours: results.ours,
      reference: results[name],
      note: onDisk[name] && median(onDisk[name]) < 1 ? early(median(onDisk[name])) : undefined,
      ...line,
    });
}

const early = (share) => `half-way only ${Math.round(share * 100)} % of what it had acknowledged was on disk`;

/** Events a second by writers on a stream of their own, each of which waits for its last append to be acknowledged. */
export async function write(writers, count, append) {
  const histories = Array.from({ length: writers }, () => Array.from({ length: count / writers }, anEvent));
  const took = await seconds(() =>
    Promise.all(
      histories.map(async (events, writer) => {
        for (const [n, event] of events.entries()) await append(`cohort-${writer}`, n, event);
      }),
    ),
  );
  return count / took;
}

async function ours(file, writers, count, durable) {
  const store = await stores.SqliteEventStore.open(file);
  durable('Homeward', store.settings);
  const rate = await write(writers, count, (stream, n, event) =>
    store.append([{ stream, expected: n === 0 ? 'none' : n - 1, events: [event] }]),
  );
  await store.close();
  return rate;
}

/** The same rows in the same table with the same settings, by a loop that checks nothing and waits for nobody. */
function raw(file, writers, count, durable) {
  const db = new Database(file);
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'wal_autocheckpoint = 16000',
    'cache_size = -262144',
  ])
    db.pragma(setting);
  db.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE, record TEXT NOT NULL, UNIQUE (stream, revision)) STRICT`);
  durable('raw better-sqlite3', {
    sqlite: db.prepare('SELECT sqlite_version()').pluck().get(),
    journalMode: db.pragma('journal_mode', { simple: true }),
    synchronous: db.pragma('synchronous', { simple: true }),
  });
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const insert = db.prepare(`INSERT INTO events (stream, revision, id, record) VALUES (?, ?, unhex(?, '-'), ?)`);
  const events = Array.from({ length: count }, anEvent);
  const started = performance.now();
  for (let n = 0; n < count; n += writers) {
    begin.run();
    for (let writer = 0; writer < writers; writer++) {
      const event = events[n + writer];
      insert.run(writer, n / writers, event.id, JSON.stringify(event));
    }
    commit.run();
  }
  const rate = count / ((performance.now() - started) / 1000);
  db.close();
  return rate;
}

async function emmett(file, writers, count, { open, durable, onDisk }) {
  const store = await open(file);
  if (store.settings !== undefined) durable('emmett-sqlite', await store.settings());
  let acknowledged = 0;
  const rate = await write(writers, count, async (...append) => {
    await store.append(...append);
    if (++acknowledged === count / 2) onDisk.push(committed(file) / acknowledged);
  });
  store.close();
  return rate;
}

/**
 * One of the reference case's events, as a command would have made it. Of one length all of them would measure how many such
 * records happen to fit into a page.
 */
function anEvent(_, n) {
  return {
    type: 'CohortDeparted',
    data: {
      expectedOn: '2025-08-24',
      occurredOn: '2025-08-24',
      basis: {
        source: 'ru-mod',
        url: `https://t.me/example/${'0'.repeat((n * 37) % 200)}`,
        publishedOn: '2025-08-24',
        reliability: 'F',
        credibility: '6',
      },
      moved: [
        {
          from: { stage: 'released', country: null, place: null },
          to: { stage: 'in-transit', country: 'BY', place: null },
          people: { kind: 'exact', value: 146 },
          whole: true,
        },
      ],
    },
    id: randomUUID(),
    schema: 1,
    actor: 'Caseworker, field office',
    organisation: 'Field office',
    command: { id: randomUUID(), name: 'MarkInTransit', digest: '0123456789abcdef0123456789abcdef' },
    correlation: randomUUID(),
    causation: null,
    recordedAt: '2025-08-24T10:00:00.000Z',
  };
}
