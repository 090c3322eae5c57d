import type { Table } from '../database/table.js';
import type { Tables } from '../database/tables.js';
import type { Transaction } from '../database/transaction.js';

/** Tables that hold what others add up to. */
export type SumTable = 'day_flows' | 'standing_flows' | 'people_by_day' | 'people_by_month';

/** Keeps a table to what other rows add up to: changes are gathered, and added to its rows at once. */
export class KeptSums<Name extends SumTable> {
  private readonly changes = new Map<string, Tables[Name]>();

  /** @param summed the columns that are added up; a row in which all of them are 0 goes */
  constructor(
    private readonly table: Table<Tables[Name]>,
    private readonly summed: readonly (keyof Tables[Name])[],
  ) {}

  add(change: Tables[Name]): void {
    const key = this.keyOf(change).join();
    const before = this.changes.get(key);
    this.changes.set(key, before === undefined ? change : this.sum(change, before));
  }

  /** Writes what the rows came to. */
  async flush(transaction: Transaction): Promise<void> {
    const name = this.table.name as Name;
    const changed = [...this.changes.values()];
    this.changes.clear();
    const kept = await transaction.find(name, this.table.key, changed.map(this.keyOf));
    const before = new Map(kept.map((row) => [this.keyOf(row).join(), row]));
    const sums = changed.map((change) => {
      const row = before.get(this.keyOf(change).join());
      return row === undefined ? change : this.sum(change, row);
    });
    const isOver = (row: Tables[Name]): boolean => this.summed.every((column) => row[column] === 0);
    await transaction.remove(name, this.table.key, sums.filter(isOver).map(this.keyOf));
    await transaction.upsert(
      name,
      sums.filter((row) => !isOver(row)),
    );
  }

  private readonly keyOf = (row: Tables[Name]): (string | number)[] =>
    this.table.key.map((column) => row[column] as string | number);

  private sum(a: Tables[Name], b: Tables[Name]): Tables[Name] {
    const sums = this.summed.map((column) => [column, (a[column] as number) + (b[column] as number)]);
    return { ...a, ...Object.fromEntries(sums) };
  }
}
