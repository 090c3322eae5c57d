import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { RecordAltered, type EventStore } from '#eventsourcing';
import { collect, sampleEvent, sampleEvents, write } from '#eventsourcing/testing';
import { SqliteEventStore } from './event-store.js';

let folder: string;
let file: string;
let store: SqliteEventStore;

/** Positions 1 to 3 are the revisions 0 to 2 of `cohort-a`, 4 and 5 the first two of `cohort-b`. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-altered-'));
  file = join(folder, 'log.sqlite');
  store = await SqliteEventStore.open(file);
  await store.append([write('cohort-a', 'none', ...sampleEvents(3))]);
  await store.append([write('cohort-b', 'none', sampleEvent({ count: 10 }), sampleEvent())]);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Somebody with the file in hand, while the server runs. */
function tamper(...statements: string[]): void {
  const db = new Database(file);
  for (const trigger of ['events_refuse_update', 'events_refuse_delete']) db.exec(`DROP TRIGGER ${trigger}`);
  for (const statement of statements) db.exec(statement);
  db.close();
}

const refusal = (reading: AsyncIterable<unknown>): Promise<unknown> =>
  collect(reading).catch((error: unknown) => error);

describe('a record of a SQLite log that was changed by somebody', () => {
  const place = { stream: 'cohort-a', revision: 1, position: '0000000000000002' };

  it.each([
    ['a figure in it', `UPDATE events SET record = replace(record, '"schema":1', '"schema":2') WHERE position = 2`],
    ['all of it', `UPDATE events SET record = 'nothing' WHERE position = 2`],
    ['its text into bytes', `UPDATE events SET record = replace(record, '{', '{ ') WHERE position = 2`],
    ['its hash', `UPDATE events SET leaf = zeroblob(32) WHERE position = 2`],
  ])('is not believed: %s', async (_, statement) => {
    tamper(statement);
    for (const read of [store.read('cohort-a'), store.readAll(), store.follow()]) {
      expect(await refusal(read)).toMatchObject({ name: 'RecordAltered', place });
    }
  });

  it('leaves the other streams as they are, and what stands before it in the log', async () => {
    tamper(`UPDATE events SET record = '{}' WHERE position = 2`);
    expect(await collect(store.read('cohort-b'))).toHaveLength(2);
    expect(await collect(store.readAll(undefined, 1))).toHaveLength(1);
    expect(await collect(store.readAll('0000000000000002'))).toHaveLength(3);
    await expect(collect(store.read('cohort-a', 2))).resolves.toHaveLength(1);
  });

  it.each([
    ['taken out', 'DELETE FROM events WHERE position = 2'],
    [
      'filed under another stream',
      `UPDATE events SET stream = (SELECT key FROM streams WHERE name = 'cohort-b'), revision = 2 WHERE position = 2`,
    ],
    ['filed at another revision', 'UPDATE events SET revision = 9 WHERE position = 2'],
  ])('is missed in its stream where it was %s', async (_, statement) => {
    tamper(statement);
    expect(await refusal(store.read('cohort-a'))).toBeInstanceOf(RecordAltered);
  });

  it('is missed in the log where it was taken out', async () => {
    tamper('DELETE FROM events WHERE position = 2');
    const missing = { stream: 'unknown', revision: -1, position: place.position };
    expect(await refusal(store.readAll())).toMatchObject({ name: 'RecordAltered', place: missing });
  });

  it('is noticed by others who read the file, too', async () => {
    tamper(`UPDATE events SET record = '{}' WHERE position = 2`);
    const reader: EventStore = await SqliteEventStore.open(file, { readOnly: true });
    expect(await refusal(reader.readAll())).toMatchObject({ name: 'RecordAltered', place });
    await reader.close();
  });
});
