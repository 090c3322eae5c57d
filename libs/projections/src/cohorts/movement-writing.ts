import type { Transaction } from '../database/transaction.js';
import { dayFlowOf, dayFlows, type DayFlowRow } from './day-flows.js';
import type { MovementRow } from './movements.js';
import type { Redating } from './redating.js';

type Key = Pick<MovementRow, 'position' | 'ordinal'>;

/**
 * Writes movements, and keeps the flows of each day to what they add up to. Cohorts that ever had an inexact movement are in no
 * flow: their accounts narrow each other. While a generation is built the flows wait for the end.
 */
export class MovementWriting {
  private readonly changes = new Map<string, DayFlowRow>();
  private readonly inexact = new Map<string, boolean>();

  constructor(private readonly transaction: Transaction) {}

  async insert(rows: readonly MovementRow[]): Promise<void> {
    if (!this.transaction.building) {
      for (const row of rows) if (row.inexact !== null) await this.becomesInexact(row);
    }
    await this.transaction.insert('movements', rows);
    for (const row of rows) await this.count(row, 1);
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
      if (row !== undefined && row.retracted_at === null) await this.count(row, -1);
    }
    await this.transaction.update('movements', ['retracted_at'], changes);
  }

  /** Writes what the flows came to. */
  async flush(): Promise<void> {
    const changed = [...this.changes.values()].filter(({ movements, people }) => movements !== 0 || people !== 0);
    this.changes.clear();
    const kept = await this.transaction.find('day_flows', dayFlows.key, changed.map(keyOf));
    const before = new Map(kept.map((row) => [keyOf(row).join(), row]));
    const sums = changed.map((change) => sum(change, before.get(keyOf(change).join())));
    await this.transaction.remove('day_flows', dayFlows.key, sums.filter(isOver).map(keyOf));
    await this.transaction.upsert(
      'day_flows',
      sums.filter((flow) => !isOver(flow)),
    );
  }

  private async find({ position, ordinal }: Key): Promise<MovementRow | undefined> {
    if (this.transaction.building) return undefined;
    const rows = await this.transaction.find('movements', ['position'], [[position]]);
    return rows.find((row) => row.ordinal === ordinal);
  }

  private async count(row: MovementRow, times: 1 | -1): Promise<void> {
    if (this.transaction.building || (await this.isInexact(row.cohort))) return;
    const flow = dayFlowOf(row);
    const key = keyOf(flow).join();
    const change = { ...flow, people: times * flow.people, movements: times };
    this.changes.set(key, sum(change, this.changes.get(key)));
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

/** All that moved on the day was struck through, or counts from another day. */
function isOver({ movements }: DayFlowRow): boolean {
  return movements === 0;
}

function keyOf(flow: DayFlowRow): (string | number)[] {
  return dayFlows.key.map((column) => flow[column]);
}

function sum(a: DayFlowRow, b: DayFlowRow | undefined): DayFlowRow {
  return b === undefined ? a : { ...a, people: a.people + b.people, movements: a.movements + b.movements };
}
