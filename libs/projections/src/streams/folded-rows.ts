import type { Position } from '#eventsourcing';
import type { TableName } from '../database/tables.js';
import type { Transaction } from '../database/transaction.js';
import type { StreamRow } from './stream-row.js';

/**
 * Writes files as rows, a version for each of their entries. The newest has the fold; what an earlier one was made of is found
 * in the log's entries, so that a long file costs no more than its length.
 */
export class FoldedRows<Fold, Row extends StreamRow> {
  /** Files that earlier batches wrote. */
  readonly written = new Set<string>();
  private readonly newest = new Map<string, { readonly row: Row; readonly fold: Fold }>();
  private readonly added = new Set<Row>();
  private readonly ended: Row[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly table: TableName,
  ) {}

  /** What is known of a file; undefined where nothing is. */
  async read(id: string): Promise<Fold | undefined> {
    const known = this.newest.get(id);
    if (known !== undefined) return known.fold;
    const rows = (await this.transaction.find(this.table, ['id' as never], [[id]])) as unknown as Row[];
    const row = rows.find(({ until }) => until === null);
    if (row === undefined) return undefined;
    const fold = JSON.parse(row.fold!) as Fold;
    this.newest.set(id, { row, fold });
    this.written.add(id);
    return fold;
  }

  /** What is known of a file from a position on. It has been read before. @param columns what lists look up */
  set(id: string, fold: Fold, columns: Omit<Row, keyof StreamRow>, position: Position): void {
    const before = this.newest.get(id)?.row;
    if (before !== undefined) {
      before.until = position;
      before.fold = null;
      if (!this.added.has(before)) this.ended.push(before);
    }
    const row = { ...columns, id, position, until: null, fold: null } as unknown as Row;
    this.added.add(row);
    this.newest.set(id, { row, fold });
  }

  async flush(): Promise<void> {
    for (const { row, fold } of this.newest.values()) if (this.added.has(row)) row.fold = JSON.stringify(fold);
    await this.transaction.update(this.table, ['until', 'fold'] as never, this.ended as never);
    await this.transaction.insert(this.table, [...this.added] as never);
  }
}
