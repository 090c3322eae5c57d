import type { Transaction } from '../database/transaction.js';
import { dayFlowOf, dayFlows } from './day-flows.js';
import { KeptSums } from './kept-sums.js';
import type { MovementRow } from './movements.js';
import { standingFlowOf, standingFlows } from './standing-flows.js';

type Key = Pick<MovementRow, 'position' | 'ordinal'>;

/** Writes movements, and keeps the flows to what they add up to. While a generation is built the flows wait for the end. */
export class MovementWriting {
  private readonly days = new KeptSums<'day_flows'>(dayFlows, ['people', 'movements']);
  private readonly standing = new KeptSums<'standing_flows'>(standingFlows, ['movements']);

  constructor(private readonly transaction: Transaction) {}

  async insert(rows: readonly MovementRow[]): Promise<void> {
    await this.transaction.insert('movements', rows);
    for (const row of rows) this.count(row, 1);
  }

  /** Movements that an entry struck through. */
  async strike(changes: readonly (Key & Pick<MovementRow, 'retracted_at'>)[]): Promise<void> {
    if (!this.transaction.building) {
      const positions = new Set(changes.map(({ position }) => position));
      const keys = new Set(changes.map(keyOf));
      const rows = await this.transaction.find(
        'movements',
        ['position'],
        [...positions].map((position) => [position]),
      );
      for (const row of rows) if (keys.has(keyOf(row)) && row.retracted_at === null) this.count(row, -1);
    }
    await this.transaction.update('movements', ['retracted_at'], changes);
  }

  /** Writes what the flows came to. */
  async flush(): Promise<void> {
    await this.days.flush(this.transaction);
    await this.standing.flush(this.transaction);
  }

  private count(row: MovementRow, times: 1 | -1): void {
    if (this.transaction.building) return;
    const flow = dayFlowOf(row);
    this.days.add({ ...flow, people: times * flow.people, movements: times });
    this.standing.add({ ...standingFlowOf(row), movements: times });
  }
}

function keyOf({ position, ordinal }: Key): string {
  return `${position} ${ordinal}`;
}
