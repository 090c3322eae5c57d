import type { Position } from '#eventsourcing';
import type { TileReader } from '#ledger';

/** A record whose id stands in the log before it. */
export interface RepeatedId {
  readonly id: string;
  /** Counts from 0 in the log. */
  readonly index: number;
}

/** The Merkle tree over a log: `TileReader`, and where an event stands in it. Every adapter keeps the leaves in log order. */
export interface LogLedger extends TileReader {
  /**
   * Where an event's record stands among the leaves, counted from 0. Undefined where the log does not hold it.
   * @param position of the record, which tells it from others with its id; left out: the first that has the id
   */
  indexOf(eventId: string, position?: Position): Promise<number | undefined>;

  /** Whether a record with this id has a number by now: what was written a moment ago may not have one yet. */
  isNumbered(eventId: string): Promise<boolean>;

  /** The records whose id stands in the log before them, in order. A log that notices ids has none but those it was given. */
  repeated(): Promise<readonly RepeatedId[]>;

  close(): Promise<void>;
}
