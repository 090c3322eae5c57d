import type { Checkpoints, Position } from '#eventsourcing';
import type { Transaction } from './transaction.js';

/** The read database as the one who writes it sees it. */
export class ReadDatabase implements Checkpoints<Transaction> {
  private constructor(readonly folder: string) {}

  /** @param options.folder made where it does not exist */
  static open({ folder }: { readonly folder: string }): ReadDatabase {
    return new ReadDatabase(folder);
  }

  async checkpoint(): Promise<Position | undefined> {
    throw new Error('not built yet');
  }

  async commit(upTo: Position, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    throw new Error(`not built yet ${upTo} ${work.length}`);
  }

  /** True where the rows were made by other versions of the projections, or not at all yet. */
  needsRebuild(): boolean {
    throw new Error('not built yet');
  }

  async close(): Promise<void> {}
}
