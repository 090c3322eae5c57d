import { sampleEvent } from '../testing/sample-events.js';
import type { Model } from './model.js';
import type { Recorded } from './event.js';
import type { EventStore } from './event-store.js';
import { Folds } from './fold.js';

type Counted = { readonly type: 'Counted'; readonly data: { readonly by: number } };

const counter: Model<number, Counted> = { category: 'counter', initial: 0, evolve: (sum, { data }) => sum + data.by };

/** Streams, to be read only, that count how many events they have given. */
class Log {
  given = 0;
  readonly events: Recorded[] = [];

  add(by: number, command = 'a command', stream = 'counter-a'): Recorded {
    const revision = this.of(stream).length;
    const event = sampleEvent({ by }, { command: { id: command, name: 'Count', digest: '' } });
    const place = { stream, revision, position: String(revision), canonical: '' };
    const recorded = { ...event, type: 'Counted', ...place };
    this.events.push(recorded);
    return recorded;
  }

  get store(): EventStore {
    const read = (stream: string, from?: number): AsyncGenerator<Recorded> => this.read(stream, from);
    return { read } as Partial<EventStore> as EventStore;
  }

  private async *read(stream: string, from = 0): AsyncGenerator<Recorded> {
    for (const event of this.of(stream).slice(from)) {
      this.given++;
      yield event;
    }
  }

  private of(stream: string): Recorded[] {
    return this.events.filter((event) => event.stream === stream);
  }
}

describe('a fold', () => {
  it('is the state of a stream, where it stands and which command wrote what first', async () => {
    const log = new Log();
    log.add(1, 'first');
    log.add(2, 'second');
    log.add(3, 'second');
    const fold = await new Folds(log.store).get(counter, 'a');
    expect(fold).toMatchObject({ stream: 'counter-a', state: 6, revision: 2, position: '2' });
    expect([...fold.commands]).toEqual([
      ['first', 0],
      ['second', 1],
    ]);
  });

  it('of a stream that does not exist is the initial state', async () => {
    const fold = await new Folds(new Log().store).get(counter, 'b');
    expect(fold).toMatchObject({ state: 0, revision: -1, position: undefined });
  });

  it('is read once, and then only what is new', async () => {
    const log = new Log();
    const folds = new Folds(log.store);
    log.add(1);
    await folds.get(counter, 'a');
    await folds.get(counter, 'a');
    expect(log.given).toBe(1);
    log.add(2);
    expect((await folds.get(counter, 'a')).state).toBe(1);
    expect((await folds.refresh(counter, 'a')).state).toBe(3);
    expect(log.given).toBe(2);
  });

  it('takes in what was appended, once, and never with a gap', async () => {
    const log = new Log();
    const folds = new Folds(log.store);
    log.add(1);
    const fold = await folds.get(counter, 'a');
    const [second, third] = [log.add(2), log.add(3)];
    folds.append(fold, [third]);
    expect(fold).toMatchObject({ state: 1, revision: 0 });
    folds.append(fold, [second]);
    folds.append(fold, [second, third]);
    expect((await folds.refresh(counter, 'a')).state).toBe(6);
  });

  it('that is forgotten is read again', async () => {
    const log = new Log();
    const folds = new Folds(log.store);
    log.add(1);
    await folds.get(counter, 'a');
    folds.forget('counter-a');
    await folds.get(counter, 'a');
    expect(log.given).toBe(2);
  });

  it('makes room for others by the number of its events', async () => {
    const log = new Log();
    const folds = new Folds(log.store, 2);
    log.add(1);
    await folds.get(counter, 'a');
    await folds.get(counter, 'a');
    expect(log.given).toBe(1);
    log.add(1);
    await folds.refresh(counter, 'a');
    const { given } = log;
    await folds.get(counter, 'a');
    expect(log.given).toBe(given + 2);
  });

  it('counts for what it has grown to, and not for what it was when it was first kept', async () => {
    const log = new Log();
    const folds = new Folds(log.store, 10);
    log.add(1);
    log.add(1, 'another command', 'counter-b');
    const fold = await folds.get(counter, 'a');
    folds.append(
      fold,
      Array.from({ length: 7 }, () => log.add(1)),
    );
    await folds.get(counter, 'b');
    const { given } = log;
    await folds.get(counter, 'b');
    expect(log.given).toBe(given);
    await folds.get(counter, 'a');
    expect(log.given).toBe(given + 8);
  });

  it('sees events in their newest shape', async () => {
    const log = new Log();
    log.add(1);
    const upcasters = { Counted: [({ by }: Counted['data']) => ({ by: by * 100 })] };
    expect((await new Folds(log.store).get({ ...counter, upcasters }, 'a')).state).toBe(100);
  });
});
