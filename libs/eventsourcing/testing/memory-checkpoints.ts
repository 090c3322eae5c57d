import type { Position } from '../src/event.js';
import type { Checkpoints } from '../src/projection.js';

/** Rows and a checkpoint in memory. A transaction is a copy of the rows that takes their place when it succeeds. */
export class MemoryCheckpoints implements Checkpoints<Map<string, string>> {
  private rows: ReadonlyMap<string, string> = new Map();
  private position: Position | undefined;

  get(key: string): string | undefined {
    return this.rows.get(key);
  }

  async checkpoint(): Promise<Position | undefined> {
    return this.position;
  }

  async commit(upTo: Position, work: (transaction: Map<string, string>) => Promise<void>): Promise<void> {
    const transaction = new Map(this.rows);
    await work(transaction);
    this.rows = transaction;
    this.position = upTo;
  }
}
