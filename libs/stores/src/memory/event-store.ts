import {
  follow,
  fromCanonical,
  IdReused,
  Signal,
  StoreUnavailable,
  WrongRevision,
  type Appended,
  type Cancellable,
  type CaughtUp,
  type EventStore,
  type Position,
  type Recorded,
  type Write,
} from '#eventsourcing';
import { prepare, type PreparedWrite } from '../writes.js';

interface Stored {
  readonly position: Position;
  readonly id: string;
  readonly record: string;
}

/** A log in memory, for tests and for trying things out. Nothing outlives the process. */
export class MemoryEventStore implements EventStore {
  private readonly log: Stored[] = [];
  private readonly streams = new Map<string, Stored[]>();
  private readonly ids = new Set<string>();
  private readonly changes = new Signal({ mark: () => this.log.length });
  private readonly closing = new AbortController();

  async append(writes: readonly Write[], { signal }: Cancellable = {}): Promise<Appended> {
    signal?.throwIfAborted();
    if (this.closing.signal.aborted) throw new StoreUnavailable('the store is closed');
    const prepared = prepare(writes);
    const position = this.firstAnswer(prepared) ?? this.write(prepared);
    this.changes.raise();
    return { position, revisions: prepared.map(({ expected, ids }) => expected + ids.length) };
  }

  async *read(stream: string, from = 0): AsyncGenerator<Recorded> {
    for (const stored of this.streams.get(stream)?.slice(from) ?? []) yield recorded(stored);
  }

  async *readAll(after?: Position, limit?: number): AsyncGenerator<Recorded> {
    for (const stored of this.page(after, limit)) yield recorded(stored);
  }

  follow(after?: Position, { signal }: Cancellable = {}): AsyncIterable<Recorded | CaughtUp> {
    let seen = NaN;
    const page = async (position: Position | undefined, limit: number): Promise<Recorded[]> => {
      seen = this.changes.mark();
      return this.page(position, limit).map(recorded);
    };
    const stopped = signal === undefined ? this.closing.signal : AbortSignal.any([signal, this.closing.signal]);
    return follow({ page, changed: (stop) => this.changes.changed(seen, stop) }, after, { signal: stopped });
  }

  async head(): Promise<Position | undefined> {
    return this.log.at(-1)?.position;
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private page(after: Position | undefined, limit = Infinity): Stored[] {
    const from = after === undefined ? 0 : Number(after);
    return this.log.slice(from, from + limit);
  }

  /**
   * The position of an append that stands in the log already, undefined where it is to be written.
   * @throws WrongRevision where a stream is elsewhere, or where only some of the writes stand there already
   */
  private firstAnswer(writes: readonly PreparedWrite[]): Position | undefined {
    const elsewhere = writes.filter(({ stream, expected }) => this.revisionOf(stream) !== expected);
    if (elsewhere.length === 0) return undefined;
    const stale = elsewhere.find((write) => !this.standsAlready(write));
    if (stale !== undefined || elsewhere.length < writes.length) {
      const { stream, expected } = stale ?? elsewhere[0]!;
      throw new WrongRevision(stream, expected === -1 ? 'none' : expected, this.revisionOf(stream));
    }
    const { stream, expected, ids } = writes.at(-1)!;
    return this.streams.get(stream)![expected + ids.length]!.position;
  }

  private revisionOf(stream: string): number {
    return (this.streams.get(stream)?.length ?? 0) - 1;
  }

  private standsAlready({ stream, expected, ids }: PreparedWrite): boolean {
    const stored = this.streams.get(stream) ?? [];
    return ids.every((id, index) => stored[expected + 1 + index]?.id === id);
  }

  private write(writes: readonly PreparedWrite[]): Position {
    const taken = writes.flatMap(({ ids }) => ids).find((id) => this.ids.has(id));
    if (taken !== undefined) throw new IdReused(taken);
    for (const { stream, ids, records } of writes) {
      const stored = this.streams.get(stream) ?? [];
      this.streams.set(stream, stored);
      for (const [index, id] of ids.entries()) {
        const event = { position: String(this.log.length + 1).padStart(16, '0'), id, record: records[index]! };
        this.log.push(event);
        stored.push(event);
        this.ids.add(id);
      }
    }
    return this.log.at(-1)!.position;
  }
}

function recorded({ position, record }: Stored): Recorded {
  return fromCanonical(position, record);
}
