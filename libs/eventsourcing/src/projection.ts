import type { Position, Recorded } from './event.js';
import { isCaughtUp, type Cancellable, type EventStore } from './event-store.js';

/** A read model's writing side: folds a batch in memory, then writes rows. Unknown event types are passed over. */
export interface Projection<Transaction> {
  readonly name: string;
  readonly project: (batch: readonly Recorded[], transaction: Transaction) => Promise<void>;
}

/** Where rows and the checkpoint are kept, in one transaction, so that each event takes effect exactly once. */
export interface Checkpoints<Transaction> {
  /** How far the rows have come; undefined before the first event. */
  checkpoint(): Promise<Position | undefined>;
  /** Writes rows and the new checkpoint together, or neither. */
  commit(upTo: Position, work: (transaction: Transaction) => Promise<void>): Promise<void>;
}

export interface ProjectOptions extends Cancellable {
  /** Events a transaction, at most. */
  readonly batchSize?: number;
  /** Told after each commit. */
  readonly onCommit?: (position: Position, events: number) => void;
  /** Told each time all that was in the log has been projected. */
  readonly onCaughtUp?: (position: Position | undefined) => void;
}

/**
 * Brings read models up to date from their checkpoint and keeps them so until the signal aborts.
 * All projections of one read database advance together, in one pass over the log and one transaction a batch.
 */
export async function project<Transaction>(
  store: EventStore,
  projections: readonly Projection<Transaction>[],
  checkpoints: Checkpoints<Transaction>,
  { signal, batchSize = 5_000, onCommit, onCaughtUp }: ProjectOptions = {},
): Promise<void> {
  let batch: Recorded[] = [];
  const commit = async (): Promise<void> => {
    const last = batch.at(-1);
    if (last === undefined) return;
    await checkpoints.commit(last.position, async (transaction) => {
      for (const projection of projections) await projection.project(batch, transaction);
    });
    onCommit?.(last.position, batch.length);
    batch = [];
  };

  for await (const item of store.follow(await checkpoints.checkpoint(), { signal })) {
    if (isCaughtUp(item)) {
      await commit();
      onCaughtUp?.(item.position);
    } else if (batch.push(item) >= batchSize) {
      await commit();
    }
  }
}
