import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EventStore, RecordPlace } from '#eventsourcing';
import { newStream, sampleEvents, write } from '#eventsourcing/testing';
import { leafHashOfText, rootOf, type TreeHead } from '#ledger';
import { openEventStore, openLedger, type LogLedger } from '#stores';
import { rewriteLog, recordsIn } from '../../../../test/faults/attacker.js';
import { scrubLog, type Scrubbed } from './scrub-log.js';

/** More than one tile, and a part of a third. */
const RECORDS = 600;

let folder: string;
let file: string;
let store: EventStore;
let reader: LogLedger;
let signed: TreeHead;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-scrub-'));
  file = join(folder, 'log.sqlite');
  const writing = await openEventStore(`sqlite:${file}`);
  for (let count = 0; count < RECORDS; count += 50) {
    await writing.append([write(newStream(), 'none', ...sampleEvents(50))]);
  }
  await writing.close();
  store = await openEventStore(`sqlite:${file}`, { readOnly: true });
  reader = await openLedger(`sqlite:${file}`, store, '');
  const state = await reader.state();
  signed = { size: state.size, root: rootOf(state) };
});
afterEach(async () => {
  await reader.close();
  await store.close();
  await rm(folder, { recursive: true });
});

async function scrub(): Promise<{ readonly scrubbed: Scrubbed | undefined; readonly altered: readonly number[] }> {
  const altered: RecordPlace[] = [];
  const { signal } = new AbortController();
  const onAltered = (place: RecordPlace): void => void altered.push(place);
  const scrubbed = await scrubLog({ store, reader, signed, restMs: 0, signal, onAltered });
  return { scrubbed, altered: altered.map(({ position }) => Number(position)) };
}

function tamper(change: (db: Database.Database) => void): void {
  const db = new Database(file);
  for (const trigger of ['events_refuse_update', 'events_refuse_delete']) db.exec(`DROP TRIGGER ${trigger}`);
  change(db);
  db.close();
}

const edit = (db: Database.Database, position: number): string => {
  db.prepare(`UPDATE events SET record = replace(record, '"schema":1', '"schema":2') WHERE position = ?`).run(position);
  return db.prepare('SELECT record FROM events WHERE position = ?').pluck().get(position) as string;
};

describe('a reading of the whole log', () => {
  it('finds nothing in a log that nobody touched', async () => {
    expect(await scrub()).toEqual({ scrubbed: { records: RECORDS }, altered: [] });
  });

  it('names each record that was changed, in any tile, and goes on behind it', async () => {
    tamper((db) => [1, 256, 257, 400, RECORDS].forEach((position) => edit(db, position)));
    expect(await scrub()).toEqual({ scrubbed: { records: RECORDS }, altered: [1, 256, 257, 400, RECORDS] });
  });

  it('names a record that was taken out', async () => {
    tamper((db) => db.exec('DELETE FROM events WHERE position = 300'));
    expect((await scrub()).altered).toEqual([300]);
  });

  it('names all records of a tile where the hash of a record was changed with it', async () => {
    tamper((db) => {
      const leaf = leafHashOfText(edit(db, 300));
      db.prepare('UPDATE events SET leaf = ? WHERE position = 300').run(leaf);
    });
    const { altered } = await scrub();
    expect(altered).toEqual(Array.from({ length: 256 }, (_, index) => 257 + index));
  });

  it('says that the tree does not follow from the records where that was done behind the last full tile', async () => {
    tamper((db) => {
      const leaf = leafHashOfText(edit(db, RECORDS));
      db.prepare('UPDATE events SET leaf = ? WHERE position = ?').run(leaf, RECORDS);
    });
    const { scrubbed, altered } = await scrub();
    expect([altered, scrubbed!.rewritten]).toEqual([[], expect.stringContaining('do not come to the tree')]);
  });

  it('says that the log is not the one that was signed where every hash was made again', async () => {
    const records = recordsIn(file);
    await reader.close();
    await store.close();
    records[10] = Buffer.from(records[10]!.toString().replace('"schema":1', '"schema":2'));
    rewriteLog(file, records);
    store = await openEventStore(`sqlite:${file}`, { readOnly: true });
    reader = await openLedger(`sqlite:${file}`, store, '');
    const { scrubbed, altered } = await scrub();
    expect([altered, scrubbed!.rewritten]).toEqual([[], expect.stringContaining(`the first ${RECORDS} records`)]);
  });

  it('ends without a word where it is interrupted', async () => {
    const signal = AbortSignal.abort();
    expect(await scrubLog({ store, reader, signed, restMs: 0, signal, onAltered: () => undefined })).toBeUndefined();
  });
});
