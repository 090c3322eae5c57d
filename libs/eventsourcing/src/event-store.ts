import type { NewEvent, Position, Recorded } from './event.js';

/** Events for one stream, to be appended right after `expected`. */
export interface Write {
  readonly stream: string;
  /** The revision of the stream's last event, or `'none'` for a stream that does not exist yet. There is no "any". */
  readonly expected: number | 'none';
  /** At least one. */
  readonly events: readonly NewEvent[];
}

export interface Appended {
  /** The position of the last event of this append. */
  readonly position: Position;
  /** The last revision of each stream written, in the order of the writes. */
  readonly revisions: readonly number[];
}

/** Told by `follow` each time everything that was in the log has been given. */
export interface CaughtUp {
  readonly caughtUp: true;
  readonly position: Position | undefined;
}

export function isCaughtUp(item: Recorded | CaughtUp): item is CaughtUp {
  return 'caughtUp' in item;
}

export interface Cancellable {
  readonly signal?: AbortSignal;
}

/** The log. Every adapter passes the contract in `testing/event-store.contract.ts`. */
export interface EventStore {
  /**
   * Appends to one or more streams, all or nothing, and answers only when it is durable.
   * The same event ids at the same revisions again are a no-op with the first answer.
   * @throws WrongRevision where a stream is not at `expected`; nothing is written
   * @throws IdReused where an event id stands elsewhere in the log; nothing is written
   * @throws InvalidRecord for an event that has no canonical record; nothing is written
   * @throws StoreUnavailable when it cannot be known whether it was written: repeat the same append
   */
  append(writes: readonly Write[], options?: Cancellable): Promise<Appended>;

  /**
   * Where an engine has it: appends records of another log as they stand there, of any streams and in the order given, all or
   * nothing, as `append` does. For copying a log, whose streams alternate.
   * @returns false, and nothing is written, where this server cannot do it
   * @throws as `append` does
   */
  appendInOrder?(records: readonly Recorded[]): Promise<boolean>;

  /**
   * A stream's events in order, from a revision on. A stream that does not exist is empty.
   * @throws RecordAltered where the log keeps a hash of each record and one does not fit
   */
  read(stream: string, from?: number): AsyncIterable<Recorded>;

  /**
   * All events in log order, those after a position, at most `limit`. Ends at the end of the log.
   * @throws RecordAltered as `read` does
   */
  readAll(after?: Position, limit?: number): AsyncIterable<Recorded>;

  /** Catches up, then goes on live, for ever; survives the store's restart. Ends when the signal aborts. */
  follow(after?: Position, options?: Cancellable): AsyncIterable<Recorded | CaughtUp>;

  /** The position of the newest event; undefined for an empty log. */
  head(): Promise<Position | undefined>;

  close(): Promise<void>;
}

/** The one error of meaning: somebody else wrote first. `actual` is -1 where the stream does not exist. */
export class WrongRevision extends Error {
  override readonly name = 'WrongRevision';
  constructor(
    readonly stream: string,
    readonly expected: number | 'none',
    readonly actual: number,
  ) {
    super(`${stream} is at revision ${actual}, not at ${expected}`);
  }
}

/** An event id stands elsewhere in the log already: two commands claim one id. */
export class IdReused extends Error {
  override readonly name = 'IdReused';
  constructor(readonly id: string) {
    super(`event id ${id} is taken`);
  }
}

/** The one error of circumstance: the store does not answer. Whether an append took effect is not known. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';
  /** What anybody may be told of it; the message may name hosts and users. */
  readonly reason: string = 'The event store does not answer.';
}

/** Where a record stands, as its log files it: what the record itself says is not believed. */
export interface RecordPlace {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

/** A record is not the one that was recorded: it was changed, moved or taken out of its place. Nothing may be made of it. */
export class RecordAltered extends Error {
  override readonly name = 'RecordAltered';
  constructor(readonly place: RecordPlace) {
    const { stream, revision, position } = place;
    super(
      `the record at position ${Number(position)} (stream ${stream}, revision ${revision}) is not the one that was recorded: ` +
        'keep this log as evidence, and restore a backup',
    );
  }
}

/** The log is not the one that was signed, and it cannot be told which of its records were changed. */
export class LogRewritten extends Error {
  override readonly name = 'LogRewritten';
}

/** The store is there and refuses us: waiting does not help until somebody has put a user, a right or a certificate right. */
export class StoreRefused extends StoreUnavailable {
  override readonly name = 'StoreRefused';
  override readonly reason =
    'The event store refuses this server: its user, its rights or a certificate have to be put right.';
}
