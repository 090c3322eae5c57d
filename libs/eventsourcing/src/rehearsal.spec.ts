import { commandsOf } from './decider.js';
import { Rejected, type Model } from './model.js';
import type { Recorded } from './event.js';
import type { EventStore, Write } from './event-store.js';
import { CommandHandling } from './handle.js';
import type { Submission } from './submission.js';

type Counted = { readonly type: 'Counted'; readonly data: { readonly by: number } };

const counter: Model<number, Counted> = { category: 'counter', initial: 0, evolve: (sum, { data }) => sum + data.by };

class Count {
  by!: number;
}

const count = commandsOf(counter)(Count, ({ by }, sum) => {
  if (sum + by > 10) throw new Rejected('too-many', { sum });
  return by === 0 ? [] : [{ type: 'Counted', data: { by } }];
});

describe('a command that is tried out', () => {
  it('says what it would write, and writes nothing', async () => {
    const { handling, appended } = setUp();
    const { decided, state } = await handling.preview(count, by(3), submission('1'));
    expect(decided).toEqual([{ stream: 'counter-a', events: [{ type: 'Counted', data: { by: 3 } }] }]);
    expect(state).toBe(3);
    expect(appended()).toBe(0);
    expect((await handling.state(counter, 'a')).state).toBe(0);
  });

  it('is refused as it would be', async () => {
    const { handling } = setUp();
    await handling.handle(count, by(8), submission('1'));
    await expect(handling.preview(count, by(3), submission('2'))).rejects.toMatchObject({ code: 'too-many' });
  });

  it('sees what those before it in the rehearsal would have done, and leaves others as they are', async () => {
    const { handling } = setUp();
    await handling.handle(count, by(4), submission('1'));
    const rehearsal = handling.rehearsal();
    expect((await rehearsal.preview(count, by(5), submission('2'))).state).toBe(9);
    await expect(rehearsal.preview(count, by(5), submission('3'))).rejects.toMatchObject({ facts: { sum: 9 } });
    expect((await handling.preview(count, by(5), submission('3'))).state).toBe(9);
  });

  it('is known again where it was handled before, or rehearsed', async () => {
    const { handling } = setUp();
    await handling.handle(count, by(4), submission('1'));
    const rehearsal = handling.rehearsal();
    expect(await rehearsal.preview(count, by(4), submission('1'))).toEqual({ decided: [], repeated: true, state: 4 });
    await rehearsal.preview(count, by(1), submission('2'));
    expect(await rehearsal.preview(count, by(1), submission('2'))).toMatchObject({ repeated: true, state: 5 });
  });

  it('sees what another writer has written', async () => {
    const { handling, store } = setUp();
    await handling.handle(count, by(4), submission('1'));
    await new CommandHandling(store).handle(count, by(5), submission('2'));
    await expect(handling.preview(count, by(4), submission('3'))).rejects.toMatchObject({ facts: { sum: 9 } });
  });

  it('that finds everything already so would write nothing', async () => {
    const { handling } = setUp();
    expect(await handling.preview(count, by(0), submission('1'))).toEqual({ decided: [], repeated: false, state: 0 });
  });
});

function setUp() {
  const log: Recorded[] = [];
  const store = {
    async append([write]: readonly Write[]) {
      for (const event of write!.events) {
        const position = String(log.length).padStart(3, '0');
        log.push({ ...event, stream: write!.stream, revision: log.length, position, canonical: '' });
      }
      return { position: log.at(-1)!.position, revisions: [log.length - 1] };
    },
    async *read(_: string, from = 0) {
      yield* log.slice(from);
    },
  } as Partial<EventStore> as EventStore;
  return { store, handling: new CommandHandling(store), appended: () => log.length };
}

function by(number: number): Count {
  return Object.assign(new Count(), { by: number });
}

function submission(key: string): Submission {
  const commandId = `00000000-0000-5000-8000-${key.padStart(12, '0')}`;
  const now = '2026-01-02T03:04:05.000Z';
  return { target: 'a', commandId, actor: 'x', organisation: null, correlation: commandId, causation: null, now };
}
