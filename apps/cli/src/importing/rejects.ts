import { ListBesideTable } from './beside-table.js';
import type { ToldRow } from './told.js';

const HEADINGS = ['row', 'about', 'outcome', 'column', 'code', 'detail', 'recorded', 'proposed'];

/** The rows that are not recorded, each with its reasons, in a file beside the table. */
export class Rejects {
  private readonly list: ListBesideTable;

  constructor(readonly file: string) {
    this.list = new ListBesideTable(file, HEADINGS);
  }

  get written(): number {
    return this.list.written;
  }

  async add({ row, key, outcome, errors, differences }: ToldRow): Promise<void> {
    const about = [row, key, outcome];
    await this.list.add([
      ...errors.map(({ column, code, detail }) => [...about, column, code, detail, null, null]),
      ...differences.map(({ column, recorded, proposed }) => [...about, column, 'differs', null, recorded, proposed]),
    ]);
  }

  close(): Promise<void> {
    return this.list.close();
  }
}
