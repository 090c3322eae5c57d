import type { Table } from '../database/table.js';
import type { Tables } from '../database/tables.js';
import type { Transaction } from '../database/transaction.js';

/** Keeps a table of flows to what the movements come to: changes are gathered, and added to its rows at once. */
export class FlowSums<Name extends 'day_flows' | 'standing_flows'> {
  private readonly changes = new Map<string, Tables[Name]>();

  constructor(
    private readonly table: Table<Tables[Name]>,
    private readonly sum: (a: Tables[Name], b: Tables[Name]) => Tables[Name],
  ) {}

  add(change: Tables[Name]): void {
    const key = this.keyOf(change).join();
    const before = this.changes.get(key);
    this.changes.set(key, before === undefined ? change : this.sum(change, before));
  }

  /** Writes what the flows came to. */
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
    await transaction.remove(name, this.table.key, sums.filter(isOver).map(this.keyOf));
    await transaction.upsert(
      name,
      sums.filter((flow) => !isOver(flow)),
    );
  }

  private readonly keyOf = (row: Tables[Name]): (string | number)[] =>
    this.table.key.map((column) => row[column] as string | number);
}

/** All that moved was struck through, or counts from another day. */
function isOver({ movements }: { readonly movements: number }): boolean {
  return movements === 0;
}
