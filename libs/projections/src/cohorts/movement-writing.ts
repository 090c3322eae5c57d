import type { Transaction } from '../database/transaction.js';
import { dayFlowOf, dayFlows } from './day-flows.js';
import { FlowSums } from './flow-sums.js';
import type { MovementRow } from './movements.js';
import type { Redating } from './redating.js';
import { standingFlowOf, standingFlows } from './standing-flows.js';

type Key = Pick<MovementRow, 'position' | 'ordinal'>;

/**
 * Writes movements, and keeps the flows of each day to what they add up to. Cohorts that ever had an inexact movement are in no
 * flow: their accounts narrow each other. While a generation is built the flows wait for the end.
 */
export class MovementWriting {
  private readonly days = new FlowSums<'day_flows'>(dayFlows, (a, b) => {
    return { ...a, people: a.people + b.people, movements: a.movements + b.movements };
  });
  private readonly standing = new FlowSums<'standing_flows'>(standingFlows, (a, b) => {
    return { ...a, movements: a.movements + b.movements };
  });
  private readonly inexact = new Map<string, boolean>();

  constructor(private readonly transaction: Transaction) {}

  async insert(rows: readonly MovementRow[]): Promise<void> {
    if (!this.transaction.building) {
      for (const row of rows) if (row.inexact !== null) await this.becomesInexact(row);
    }
    await this.transaction.insert('movements', rows);
    for (const row of rows) {
      this.stand(row, 1);
      await this.count(row, 1);
    }
  }

  /** Movements that count from another day now; the days that they had stand in `earlier_days` already. */
  async redate(changes: readonly Redating[]): Promise<void> {
    for (const { counts_from, ...key } of changes) {
      const row = await this.find(key);
      if (row === undefined || row.retracted_at !== null) continue;
      await this.count(row, -1);
      await this.count({ ...row, counts_from }, 1);
    }
    await this.transaction.update('movements', ['counts_from', 'dated_at'], changes);
  }

  /** Movements that an entry struck through: they keep the day that they had until then. */
  async strike(changes: readonly (Key & Pick<MovementRow, 'retracted_at'>)[]): Promise<void> {
    for (const key of changes) {
      const row = await this.find(key);
      if (row === undefined || row.retracted_at !== null) continue;
      this.stand(row, -1);
      await this.count(row, -1);
    }
    await this.transaction.update('movements', ['retracted_at'], changes);
  }

  /** Writes what the flows came to. */
  async flush(): Promise<void> {
    await this.days.flush(this.transaction);
    await this.standing.flush(this.transaction);
  }

  private async find({ position, ordinal }: Key): Promise<MovementRow | undefined> {
    if (this.transaction.building) return undefined;
    const rows = await this.transaction.find('movements', ['position'], [[position]]);
    return rows.find((row) => row.ordinal === ordinal);
  }

  private async count(row: MovementRow, times: 1 | -1): Promise<void> {
    if (this.transaction.building || (await this.isInexact(row.cohort))) return;
    const flow = dayFlowOf(row);
    this.days.add({ ...flow, people: times * flow.people, movements: times });
  }

  private stand(row: MovementRow, times: 1 | -1): void {
    if (!this.transaction.building) this.standing.add({ ...standingFlowOf(row), movements: times });
  }

  /** From now on its movements are in no flow: those that were are taken out. */
  private async becomesInexact({ cohort, position }: MovementRow): Promise<void> {
    if (await this.isInexact(cohort)) return;
    for (const row of await this.transaction.find('movements', ['cohort'], [[cohort]])) {
      if (row.retracted_at === null) await this.count(row, -1);
    }
    this.inexact.set(cohort, true);
    await this.transaction.insert('inexact_cohorts', [{ cohort, since: position }]);
  }

  private async isInexact(cohort: string): Promise<boolean> {
    const known = this.inexact.get(cohort);
    if (known !== undefined) return known;
    const found = await this.transaction.find('inexact_cohorts', ['cohort'], [[cohort]]);
    this.inexact.set(cohort, found.length > 0);
    return found.length > 0;
  }
}
