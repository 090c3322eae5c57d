import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isCaughtUp } from '#eventsourcing';
import { collect, newStream, sampleEvent, write } from '#eventsourcing/testing';
import { SqliteEventStore } from './event-store.js';

let folder: string;
let file: string;
let store: SqliteEventStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-sqlite-'));
  file = join(folder, 'log.db');
  store = await SqliteEventStore.open(file, { busyTimeout: 50 });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const appendOne = (stream = newStream()): Promise<unknown> => store.append([write(stream, 'none', sampleEvent())]);

describe('the writing thread of a SQLite log', () => {
  it('fails every append of a batch that cannot be committed, keeps none of it, and recovers', async () => {
    const stream = newStream();
    await appendOne(stream);
    const outsider = new Database(file);
    outsider.exec(`CREATE TRIGGER full BEFORE INSERT ON events WHEN new.record LIKE '%straw%'
                   BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END`);

    // What is appended in one turn of the event loop makes one batch.
    await appendOne();
    const results = await Promise.allSettled([
      appendOne(),
      store.append([write(stream, 0, sampleEvent({ last: 'straw' }))]),
      appendOne(),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    for (const result of results) expect(result).toMatchObject({ reason: { name: 'StoreUnavailable' } });
    expect(await collect(store.readAll())).toHaveLength(2);

    outsider.exec('DROP TRIGGER full');
    outsider.close();
    const { position, revisions } = await store.append([write(stream, 0, sampleEvent({ last: 'straw' }))]);
    expect([position, revisions]).toEqual(['0000000000000003', [1]]);
  });

  it('refuses alone, of a batch, the append whose id stands elsewhere or is claimed by one before it', async () => {
    const [known, fresh] = [sampleEvent(), sampleEvent()];
    await store.append([write(newStream(), 'none', known)]);
    const results = await Promise.allSettled([
      appendOne(),
      store.append([write(newStream(), 'none', sampleEvent(), known)]),
      store.append([write(newStream(), 'none', fresh)]),
      store.append([write(newStream(), 'none', fresh)]),
      appendOne(),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect([results[1], results[3]]).toMatchObject([
      { reason: { name: 'IdReused', id: known.id } },
      { reason: { name: 'IdReused', id: fresh.id } },
    ]);
    expect((await collect(store.readAll())).map(({ position }) => Number(position))).toEqual([1, 2, 3, 4]);
  });

  it('keeps the order of what many append again and again', async () => {
    const writers = Array.from({ length: 40 }, () => newStream());
    const append = async (stream: string): Promise<void> => {
      for (let n = 0; n < 10; n++) await store.append([write(stream, n === 0 ? 'none' : n - 1, sampleEvent({ n }))]);
    };
    await Promise.all(writers.map(append));
    const recorded = await collect(store.readAll());
    expect(recorded).toHaveLength(400);
    for (const stream of writers) {
      const own = recorded.filter((event) => event.stream === stream);
      expect(own.map(({ data }) => (data as { n: number }).n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it('fails an append while somebody else holds the lock, and recovers', async () => {
    const outsider = new Database(file);
    outsider.exec('BEGIN IMMEDIATE');
    await expect(appendOne()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    outsider.exec('ROLLBACK');
    outsider.close();
    await appendOne();
  });

  it('fails what was under way when its thread dies, and starts another for the next append', async () => {
    const stream = newStream();
    await appendOne(stream);
    const pending = [appendOne(), appendOne()];
    const dying = store['writing']!.writer['worker']!.terminate();
    for (const result of await Promise.allSettled(pending)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
    }
    await dying;
    expect((await store.append([write(stream, 0, sampleEvent())])).revisions).toEqual([1]);
  });

  it('is one file again when it has been closed, so that it can be copied', async () => {
    await appendOne();
    await store.close();
    expect((await readdir(folder)).sort()).toEqual(['log.db', 'log.db-writer']);
  });

  it('finishes what was taken before it closes, and takes nothing more', async () => {
    const streams = Array.from({ length: 50 }, () => newStream());
    const taken = streams.map((stream) => appendOne(stream));
    const followed = collect(store.follow());
    await Promise.all([store.close(), store.close()]);
    await Promise.all(taken);
    expect((await followed).filter((item) => !isCaughtUp(item)).length).toBeLessThanOrEqual(50);
    await expect(appendOne()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await expect(collect(store.readAll())).rejects.toMatchObject({ name: 'StoreUnavailable' });
    store = await SqliteEventStore.open(file);
    expect(await collect(store.readAll())).toHaveLength(50);
  });
});
