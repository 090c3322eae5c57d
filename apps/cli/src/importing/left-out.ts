import { ListBesideTable } from './beside-table.js';
import type { ToldRow } from './told.js';

/** What rows say and has no place in what is recorded, cell by cell, in a file beside the table. */
export class LeftOutCells {
  /** How many cells. */
  cells = 0;
  private readonly list: ListBesideTable;

  constructor(readonly file: string) {
    this.list = new ListBesideTable(file, ['row', 'about', 'column', 'value']);
  }

  async add({ row, key, leftOut }: ToldRow): Promise<void> {
    if (leftOut.length === 0) return;
    this.cells += leftOut.length;
    await this.list.add(leftOut.map(({ column, value }) => [row, key, column, value]));
  }

  close(): Promise<void> {
    return this.list.close();
  }
}
