import { collect, newStream, sampleEvent, write } from '#eventsourcing/testing';
import type { EventStore } from '#eventsourcing';
import { MemoryEventStore } from '#stores';
import { copyLog, digestOfLog } from '../../apps/cli/src/copy-log.js';
import { cleanUp, open, start } from '../kurrentdb-protocol/fixture.js';

const RECORDS = 3_000;
const STREAMS = 25;
const PATIENT = { callTimeout: 20_000, patience: 60_000 };

afterEach(cleanUp);

/** A log whose streams alternate, as those of a log with many people at work do. */
async function alternating(): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  const streams = Array.from({ length: STREAMS }, () => newStream());
  for (let count = 0; count < RECORDS; count++) {
    const revision = Math.floor(count / STREAMS) - 1;
    const expected = revision < 0 ? 'none' : revision;
    await store.append([write(streams[count % STREAMS]!, expected, sampleEvent({ count, text: 'x'.repeat(300) }))]);
  }
  return store;
}

describe('copying a log to KurrentDB', () => {
  it('takes records of several streams in one append where the server can, in the order of the log', async () => {
    const source = await alternating();
    const [newer, older] = [await start({ version: '26.1.0' }), await start({ version: '25.1.0' })];
    const [inOrder, inRuns] = [
      await open(newer.connectionString, PATIENT),
      await open(older.connectionString, PATIENT),
    ];
    for (const target of [inOrder, inRuns]) {
      expect(await copyLog(source, target)).toEqual({ found: 0, copied: RECORDS });
      expect(await digestOfLog(target)).toBe(await digestOfLog(source));
    }
    expect(newer.calls.append).toBe(RECORDS / 500);
  }, 180_000);

  it('is written once where the answer is lost, and goes on behind what is there', async () => {
    const source = await alternating();
    const server = await start();
    const store = await open(server.connectionString, { ...PATIENT, callTimeout: 2_000 });
    server.faults.plan('append', 'lost-acknowledgement', 2);
    const interrupted: EventStore = Object.assign(Object.create(store) as EventStore, {
      appendInOrder: async (records: never) => {
        await store.appendInOrder(records);
        throw new Error('interrupted');
      },
    });
    await expect(copyLog(source, interrupted)).rejects.toThrow('interrupted');
    expect(await copyLog(source, store)).toEqual({ found: 500, copied: RECORDS - 500 });
    expect((await collect(store.readAll())).map(({ canonical }) => canonical)).toEqual(
      (await collect(source.readAll())).map(({ canonical }) => canonical),
    );
  }, 60_000);
});
