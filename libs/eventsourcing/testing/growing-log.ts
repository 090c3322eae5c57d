import type { Position, Recorded } from '../src/event.js';
import {
  StoreUnavailable,
  type Appended,
  type Cancellable,
  type CaughtUp,
  type EventStore,
} from '../src/event-store.js';
import { follow } from '../src/follow.js';
import { fromCanonical, toCanonical } from '../src/record.js';
import { sampleEvent } from './sample-events.js';

/** A log that a test lets grow, for suites of what only follows one. */
export class GrowingLog implements EventStore {
  private readonly events: Recorded[] = [];
  private grown = Promise.withResolvers<void>();

  /** Appends so many events to a stream. */
  grow(stream: string, count: number): void {
    for (let index = 0; index < count; index++) {
      const revision = this.events.filter((event) => event.stream === stream).length;
      const position = String(this.events.length + 1).padStart(16, '0');
      this.events.push(fromCanonical(position, toCanonical(sampleEvent({ revision }), stream, revision)));
    }
    this.grown.resolve();
    this.grown = Promise.withResolvers();
  }

  /** The position of the event at an index of the log, counted from 0. */
  at(index: number): Position {
    return this.events[index]!.position;
  }

  async *readAll(after: Position = '', limit = Infinity): AsyncGenerator<Recorded> {
    yield* this.events.filter(({ position }) => position > after).slice(0, limit);
  }

  async *read(stream: string, from = 0): AsyncGenerator<Recorded> {
    yield* this.events.filter((event) => event.stream === stream && event.revision >= from);
  }

  follow(after?: Position, options?: Cancellable): AsyncIterable<Recorded | CaughtUp> {
    let grown = this.grown.promise;
    const page = async (position: Position = '', limit: number): Promise<Recorded[]> => {
      grown = this.grown.promise;
      return this.events.filter((event) => event.position > position).slice(0, limit);
    };
    const changed = async (signal: AbortSignal): Promise<void> => {
      const aborted = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => aborted.resolve(), { once: true });
      await Promise.race([grown, aborted.promise]);
    };
    return follow({ page, changed }, after, options);
  }

  async head(): Promise<Position | undefined> {
    return this.events.at(-1)?.position;
  }

  async append(): Promise<Appended> {
    throw new StoreUnavailable('this log grows by grow() only');
  }

  async close(): Promise<void> {}
}
