import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EventStore } from '#eventsourcing';
import {
  aWhile,
  collect,
  eventStoreContract,
  newStream,
  sampleEvent,
  sampleEvents,
  within,
  write,
} from '#eventsourcing/testing';
import { SqliteEventStore, type SqliteOptions } from './event-store.js';

let folder: string;
let file: string;
let open: SqliteEventStore[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-sqlite-'));
  file = join(folder, 'log.db');
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  await rm(folder, { recursive: true });
});

async function openStore(options?: SqliteOptions): Promise<SqliteEventStore> {
  const store = await SqliteEventStore.open(file, options);
  open.push(store);
  return store;
}

eventStoreContract({
  name: 'sqlite',
  open: async () => {
    let store = await openStore();
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openStore());
      },
      close: () => store.close(),
    };
  },
});

const appendOne = (store: EventStore, stream = newStream()): Promise<unknown> =>
  store.append([write(stream, 'none', sampleEvent())]);

describe('the SQLite log', () => {
  it('is empty when it is new', async () => {
    const store = await openStore();
    expect(await store.head()).toBeUndefined();
    expect(await collect(store.readAll())).toEqual([]);
  });

  it('syncs every commit to disk, after a reopening too', async () => {
    const durable = { journalMode: 'wal', synchronous: 2, pageSize: 4096 };
    const store = await openStore();
    expect(store.settings).toMatchObject(durable);
    await appendOne(store);
    await store.close();
    expect((await openStore()).settings).toMatchObject(durable);
  });

  it('runs on a SQLite without the WAL-reset fault, 3.51.3 or newer', async () => {
    const [major, minor, patch] = (await openStore()).settings!.sqlite.split('.').map(Number);
    expect(major! * 1_000_000 + minor! * 1_000 + patch!).toBeGreaterThanOrEqual(3_051_003);
  });

  it('numbers positions without gaps, whatever was refused between', async () => {
    const store = await openStore();
    const stream = newStream();
    await store.append([write(stream, 'none', ...sampleEvents(2))]);
    await expect(appendOne(store, stream)).rejects.toThrow();
    await appendOne(store);
    const positions = (await collect(store.readAll())).map(({ position }) => position);
    expect(positions).toEqual(['0000000000000001', '0000000000000002', '0000000000000003']);
  });

  it.each([
    'UPDATE events SET record = upper(record)',
    'DELETE FROM events',
    'UPDATE streams SET name = upper(name)',
    'DELETE FROM streams',
  ])('refuses %s', async (sql) => {
    await appendOne(await openStore());
    const outsider = new Database(file);
    expect(() => outsider.exec(sql)).toThrow('what is written is never changed');
    outsider.close();
  });

  it('refuses a second event at a revision, and a second event of an id, in its tables as well', async () => {
    await appendOne(await openStore());
    const outsider = new Database(file);
    const copy = (changes: string): void => void outsider.exec(`INSERT INTO events SELECT ${changes} FROM events`);
    expect(() => copy(`2, stream, revision, randomblob(16), leaf, record`)).toThrow('UNIQUE');
    expect(() => copy(`2, stream, revision + 1, id, leaf, record`)).toThrow('UNIQUE');
    outsider.close();
  });

  it('refuses a database of something else, and a log of a newer version', async () => {
    const other = new Database(file);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    await expect(openStore()).rejects.toThrow('a database of something else');

    await rm(file);
    await (await openStore()).close();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    await expect(openStore()).rejects.toThrow('newer version');
  });
});

describe('two that open one SQLite log', () => {
  it('are refused as writers, until the first one closes', async () => {
    const first = await openStore();
    await expect(openStore()).rejects.toThrow('is being written to by another process');
    await appendOne(first);
    await first.close();
    await appendOne(await openStore());
  });

  it('may be a writer and a reader, who follows what is appended', async () => {
    const writer = await openStore();
    const reader = await openStore({ readOnly: true });
    const stop = new AbortController();
    const followed = reader.follow(undefined, { signal: stop.signal })[Symbol.asyncIterator]();
    expect((await followed.next()).value).toEqual({ caughtUp: true, position: undefined });
    const waiting = followed.next();
    await aWhile(250);
    await appendOne(writer);
    expect((await within('following', waiting)).value).toMatchObject({ revision: 0 });
    stop.abort();
    await followed.next();
    await expect(appendOne(reader)).rejects.toThrow('open for reading only');
  });

  it('may be a reader alone, of a log that nobody writes to', async () => {
    const writer = await openStore();
    await appendOne(writer);
    await writer.close();
    expect(await collect((await openStore({ readOnly: true })).readAll())).toHaveLength(1);
  });

  it('do not make a log by reading', async () => {
    await expect(openStore({ readOnly: true })).rejects.toThrow();
  });
});
