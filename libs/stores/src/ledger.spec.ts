import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toCanonical, type EventStore, type NewEvent } from '#eventsourcing';
import { collect, sampleEvent, until } from '#eventsourcing/testing';
import { rootOf } from '#ledger';
import { tileStoreContract } from '#ledger/testing';
import type { LogLedger } from './ledger.js';
import { openEventStore } from './open.js';
import { openLedger } from './open-ledger.js';
import { SequencedLedger } from './sequenced/ledger.js';

const STREAM = 'cohort-a';
const events = Array.from({ length: 600 }, (_, n): NewEvent => sampleEvent({ n }));

interface Open {
  readonly store: EventStore;
  readonly ledger: LogLedger;
  readonly close: () => Promise<void>;
}

async function open(engine: 'sqlite' | 'memory'): Promise<Open> {
  const folder = await mkdtemp(join(tmpdir(), 'homeward-ledger-'));
  const address = engine === 'sqlite' ? `sqlite:${join(folder, 'log.db')}` : engine;
  const store = await openEventStore(address);
  const ledger = await openLedger(address, store, join(folder, 'ledger.db'));
  const close = async (): Promise<void> => {
    await ledger.close();
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store, ledger, close };
}

/** Appends the next of the sample events, and waits until the tree holds them. */
async function append({ store, ledger }: Open, from: number, count: number): Promise<void> {
  const expected = from === 0 ? 'none' : from - 1;
  await store.append([{ stream: STREAM, expected, events: events.slice(from, from + count) }]);
  await until('counting all records', async () => (await ledger.state()).size >= from + count);
}

for (const engine of ['sqlite', 'memory'] as const) {
  tileStoreContract({
    name: `a log in ${engine}`,
    entry: (n) => Buffer.from(toCanonical(events[n]!, STREAM, n)),
    open: async () => {
      const opened = await open(engine);
      let size = 0;
      return {
        reader: opened.ledger,
        append: async (entries) => {
          await append(opened, size, entries.length);
          size += entries.length;
        },
        close: opened.close,
      };
    },
  });

  describe(`the tree over a log in ${engine}`, () => {
    it('knows where each event stands', async () => {
      const opened = await open(engine);
      await append(opened, 0, 300);
      expect(await opened.ledger.indexOf(events[0]!.id)).toBe(0);
      expect(await opened.ledger.indexOf(events[299]!.id)).toBe(299);
      expect(await opened.ledger.indexOf(events[300]!.id)).toBeUndefined();
      await opened.close();
    });

    it('is not changed by an append that is refused', async () => {
      const opened = await open(engine);
      await append(opened, 0, 3);
      const before = await opened.ledger.state();
      await expect(opened.store.append([{ stream: STREAM, expected: 'none', events: [events[9]!] }])).rejects.toThrow();
      expect(await opened.ledger.state()).toEqual(before);
      await opened.close();
    });
  });
}

describe('one log in two engines', () => {
  it('has the same root at every size', async () => {
    const [sqlite, memory] = [await open('sqlite'), await open('memory')];
    for (let size = 0; size < 40; size++) {
      await append(sqlite, size, 1);
      await append(memory, size, 1);
      expect(rootOf(await memory.ledger.state())).toEqual(rootOf(await sqlite.ledger.state()));
    }
    expect(await collect(memory.store.readAll())).toHaveLength(40);
    await sqlite.close();
    await memory.close();
  });
});

describe('numbering a log that breaks off', () => {
  it('is begun again by itself, says so meanwhile, and numbers nothing twice', async () => {
    const store = await openEventStore('memory');
    const following = store.follow.bind(store);
    let breaks = 1;
    store.follow = async function* (after, options) {
      for await (const item of following(after, options)) {
        yield item;
        if (!('caughtUp' in item) && breaks-- > 0) throw new Error('the server went away for good');
      }
    };
    const ledger = await openLedger('memory', store, ':memory:');
    await store.append([{ stream: STREAM, expected: 'none', events: events.slice(0, 5) }]);
    await until('breaking off', async () => {
      const problem = await ledger.state().then(String, ({ message }: Error) => message);
      return problem.includes('the server went away for good');
    });
    await until('numbering all', async () => (await ledger.state().catch(() => undefined))?.size === 5);
    expect(await ledger.indexOf(events[4]!.id)).toBe(4);
    await ledger.close();
    await store.close();
  });
});

describe('numbers that another process gives', () => {
  it('are read beside it, and nothing is numbered twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'homeward-ledger-'));
    const file = join(folder, 'leaves.db');
    const store = await openEventStore('memory');
    const numbering = await SequencedLedger.open(store, file, false);
    const opened = { store, ledger: numbering, close: () => numbering.close() };
    await append(opened, 0, 300);
    const reading = await SequencedLedger.open(store, file, true);
    expect(rootOf(await reading.state())).toEqual(rootOf(await numbering.state()));
    await append(opened, 300, 10);
    expect(rootOf(await reading.state())).toEqual(rootOf(await numbering.state()));
    const [last] = (await reading.entries(1, 54)).slice(-1);
    expect(last!.toString()).toBe(toCanonical(events[309]!, STREAM, 309));
    await expect(SequencedLedger.open(store, join(folder, 'none.db'), true)).rejects.toThrow(
      /unable to open|does not exist/,
    );
    await reading.close();
    await numbering.close();
    await rm(folder, { recursive: true });
  });
});
