import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IdReused, toCanonical } from '#eventsourcing';
import { collect, newStream, sampleEvent, until, write } from '#eventsourcing/testing';
import { rootOf } from '#ledger';
import { cleanUp, open, start } from '../../../../test/kurrentdb-protocol/fixture.js';
import { SequencedLedger } from '../sequenced/ledger.js';
import { inspectSqliteLog } from '../sqlite/inspection.js';
import { openEventStore } from '../open.js';
import { openLedger } from '../open-ledger.js';
import type { KurrentDbEventStore } from './event-store.js';

let folder: string;

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'homeward-repeated-'))));
afterEach(async () => {
  await cleanUp();
  rmSync(folder, { recursive: true });
});

const [cohort, exchange] = [newStream(), newStream('exchange')];
const twice = sampleEvent({ n: 1 });

/** A log of four records, of which the third has the id of the first. */
async function logWithAnIdTwice(): Promise<KurrentDbEventStore> {
  const store = await open((await start()).connectionString);
  await store.append([write(cohort, 'none', twice)]);
  await store.append([write(exchange, 'none', sampleEvent(), twice)]);
  await store.append([write(cohort, 0, sampleEvent())]);
  return store;
}

describe('a log that holds an event id twice', () => {
  it('is numbered to its end, in an old file and in a new one; its id finds the first, a place each of them', async () => {
    const store = await logWithAnIdTwice();
    const records = await collect(store.readAll());
    for (const file of ['leaves.sqlite', 'leaves.sqlite', 'new.sqlite']) {
      const ledger = await SequencedLedger.open(store, join(folder, file), false);
      await until('numbering all', async () => (await ledger.state()).size === 4);
      expect(await ledger.indexOf(twice.id)).toBe(0);
      expect(await Promise.all(records.map(({ id, position }) => ledger.indexOf(id, position)))).toEqual([0, 1, 2, 3]);
      expect(await ledger.repeated()).toEqual([{ id: twice.id, index: 2 }]);
      expect([await ledger.isNumbered(twice.id), await ledger.isNumbered(sampleEvent().id)]).toEqual([true, false]);
      expect((await ledger.entries(0, 4)).map(String)).toEqual(records.map(({ canonical }) => canonical));
      await ledger.close();
    }
  });

  it('has the same root in SQLite, where a copy takes it and nobody else', async () => {
    const store = await logWithAnIdTwice();
    const address = `sqlite:${join(folder, 'copy.sqlite')}`;
    const copy = await openEventStore(address, { takesRepeatedIds: true });
    const records = await collect(store.readAll());
    for (const { stream, revision, position: _, canonical: __, ...event } of records) {
      const append = [write(stream, revision === 0 ? 'none' : revision - 1, event)];
      const first = await copy.append(append);
      // A copy that is interrupted begins again with what it was not told of.
      expect(await copy.append(append)).toEqual(first);
    }
    const ledger = await openLedger(address, copy, '');
    const numbered = await SequencedLedger.open(store, ':memory:', false);
    await until('numbering all', async () => (await numbered.state()).size === 4);
    expect(rootOf(await ledger.state())).toEqual(rootOf(await numbered.state()));
    await numbered.close();
    expect(await ledger.repeated()).toEqual([{ id: twice.id, index: 2 }]);
    expect((await collect(copy.readAll())).map(({ canonical }) => canonical)).toEqual(
      records.map(({ canonical }) => canonical),
    );
    expect(await inspectSqliteLog(join(folder, 'copy.sqlite'), 4)).toBeUndefined();
    await ledger.close();
    await copy.close();
    const served = await openEventStore(address);
    await expect(served.append([write(newStream(), 'none', twice)])).rejects.toThrow(IdReused);
    await served.close();
    expect(records[2]!.canonical).toBe(toCanonical(twice, exchange, 1));
  });
});
