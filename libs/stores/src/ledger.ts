import type { TileReader } from '#ledger';

/** The Merkle tree over a log: `TileReader`, and where an event stands in it. Every adapter keeps the leaves in log order. */
export interface LogLedger extends TileReader {
  /** Where an event's record stands among the leaves, counted from 0; undefined where the log does not hold it. */
  indexOf(eventId: string): Promise<number | undefined>;

  close(): Promise<void>;
}
