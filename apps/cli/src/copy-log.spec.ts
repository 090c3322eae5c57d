import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventId, type EventStore, type NewEvent, type Write } from '#eventsourcing';
import { MemoryEventStore, openEventStore } from '#stores';
import { copyLog, digestOfLog, LogsDiffer } from './copy-log.js';

const COMMAND = '0b9f2f0c-55a5-5b0e-9d43-2f6a1c7b8e90';

describe('copying a log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-copy-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the same records in the same order, in another engine', async () => {
    const source = await logOf(1_700);
    const target = await openEventStore(`sqlite:${join(folder, 'whole.sqlite')}`);

    expect(await copyLog(source, target)).toEqual({ found: 0, copied: 1_700 });

    expect(await records(target)).toEqual(await records(source));
    expect(await digestOfLog(target)).toBe(await digestOfLog(source));
    await target.close();
  });

  it('goes on behind what is there after an interruption', async () => {
    const source = await logOf(1_200);
    const target = new MemoryEventStore();
    const interrupted = failingAfter(target, 1);
    await expect(copyLog(source, interrupted)).rejects.toThrow('interrupted');

    const { found, copied } = await copyLog(source, target);

    expect(found).toBeGreaterThan(0);
    expect(found + copied).toBe(1_200);
    expect(await records(target)).toEqual(await records(source));
  });

  it('copies nothing into a log that is the same already', async () => {
    const source = await logOf(30);
    const target = await logOf(30);
    expect(await copyLog(source, target)).toEqual({ found: 30, copied: 0 });
  });

  it('refuses a target that holds something else, and leaves it as it was', async () => {
    const source = await logOf(30);
    const target = await logOf(10, 'another actor');
    const before = await records(target);
    await expect(copyLog(source, target)).rejects.toThrow(LogsDiffer);
    expect(await records(target)).toEqual(before);
  });

  it('refuses a target that holds more', async () => {
    await expect(copyLog(await logOf(10), await logOf(11))).rejects.toThrow(/more records/);
  });

  it('tells how far it is, up to the whole', async () => {
    const told: number[] = [];
    await copyLog(await logOf(1_100), new MemoryEventStore(), (done) => told.push(done));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1_100);
  });
});

/** Events of seven streams that take turns, now one by one, now three at a time. */
async function logOf(size: number, actor = 'Field office'): Promise<EventStore> {
  const store = new MemoryEventStore();
  const revisions = new Map<string, number>();
  let made = 0;
  while (made < size) {
    const stream = `cohort-${made % 7}`;
    const first = made;
    const events = Array.from({ length: Math.min(1 + (made % 3), size - made) }, (_, more) =>
      anEvent(first + more, actor),
    );
    made += events.length;
    const last = revisions.get(stream);
    const write: Write = { stream, expected: last ?? 'none', events };
    revisions.set(stream, (last ?? -1) + events.length);
    await store.append([write]);
  }
  return store;
}

function anEvent(index: number, actor: string): NewEvent {
  return {
    type: 'CohortDeparted',
    data: { index, text: 'Größe, розмір, 大小' },
    id: eventId(COMMAND, index),
    schema: 1,
    actor,
    organisation: null,
    command: { id: COMMAND, name: 'MarkInTransit', digest: '0'.repeat(32) },
    correlation: COMMAND,
    causation: null,
    recordedAt: '2026-01-02T03:04:05.000Z',
  };
}

async function records(store: EventStore): Promise<string[]> {
  const all: string[] = [];
  for await (const { canonical } of store.readAll()) all.push(canonical);
  return all;
}

/** A store whose connection breaks after so many appends. */
function failingAfter(store: EventStore, appends: number): EventStore {
  let left = appends;
  return new Proxy(store, {
    get: (target, name) =>
      name === 'append'
        ? (writes: readonly Write[]) => (left-- > 0 ? target.append(writes) : Promise.reject(new Error('interrupted')))
        : Reflect.get(target, name)?.bind(target),
  });
}
