/** A row as the file has it. */
export interface RawRow {
  /** As a spreadsheet numbers it: the headings' row is counted. */
  readonly row: number;
  /** In the order of the headings; what is missing at the end is empty. */
  readonly cells: readonly string[];
  /** Cells that cannot be taken for what they show. */
  readonly problems: readonly CellProblem[];
  /** How much of the file is read, from 0 to 1. */
  readonly done: number;
}

export interface CellProblem {
  /** Index of the heading. */
  readonly cell: number;
  readonly code: string;
  readonly detail: string;
}

/** A table in a file. It can be read again and again, never more than a few rows at a time. */
export interface Sheet {
  readonly headings: readonly string[];
  rows(): AsyncIterable<RawRow>;
}

/** Why a file can be refused as a whole. */
export const UNREADABLE = [
  'column-missing',
  'column-unknown',
  'detaining-power-missing',
  'empty-file',
  'encoding',
  'encrypted',
  'file-too-large',
  'heading-missing',
  'heading-repeated',
  'macros',
  'mapping-unfit',
  'no-such-sheet',
  'not-a-spreadsheet',
  'quote',
  'row-too-long',
  'too-many-columns',
  'too-many-rows',
  'too-much-memory',
  'too-much-text',
  'zip-bomb',
] as const;

/** The file is refused as a whole, for a reason that its sender can do something about. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(
    readonly code: (typeof UNREADABLE)[number],
    readonly detail: string,
  ) {
    super(detail);
  }
}

/** Bounds that no honest table meets, and that keep a hostile one small. */
export const LIMITS = {
  rows: 1_000_000,
  columns: 200,
  /** Characters of one row. */
  rowLength: 1_000_000,
  fileBytes: 64 * 2 ** 20,
} as const;

/** A record as a reader meets it, before it is known which are headings. */
export type RawRecord = Omit<RawRow, 'problems'> & { readonly problems?: readonly CellProblem[] };

/** Makes a sheet of records: the first that is not empty are the headings, a row of HXL hashtags under them is passed over. */
export async function sheetOf(records: () => AsyncIterable<RawRecord>): Promise<Sheet> {
  for await (const { cells } of records()) {
    if (!isBlank(cells)) return { headings: headingsFrom(cells), rows: () => rowsUnder(records()) };
  }
  throw new Unreadable('empty-file', 'the table is empty: it has not even headings');
}

async function* rowsUnder(records: AsyncIterable<RawRecord>): AsyncGenerator<RawRow> {
  let seen = 0;
  for await (const record of records) {
    const { cells, row } = record;
    if (cells.length > LIMITS.columns) throw tooManyColumns(row);
    if (isBlank(cells) && record.problems === undefined) continue;
    seen += 1;
    if (seen === 1 || (seen === 2 && isHxl(cells))) continue;
    if (row > LIMITS.rows + 1) {
      throw new Unreadable('too-many-rows', `the table has more than ${LIMITS.rows} rows: split it into several files`);
    }
    yield { problems: [], ...record };
  }
}

function headingsFrom(cells: readonly string[]): string[] {
  const headings = cells.map((cell) => cell.trim().normalize('NFC'));
  while (headings.at(-1) === '') headings.pop();
  if (headings.length > LIMITS.columns) throw tooManyColumns(1);
  const empty = headings.indexOf('');
  if (empty !== -1) throw new Unreadable('heading-missing', `column ${empty + 1} has no heading`);
  const repeated = headings.find((heading, index) => headings.indexOf(heading) !== index);
  if (repeated !== undefined) throw new Unreadable('heading-repeated', `two columns are called "${shorten(repeated)}"`);
  return headings;
}

export function tooManyColumns(row: number): Unreadable {
  return new Unreadable('too-many-columns', `row ${row} has more than ${LIMITS.columns} columns`);
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function isHxl(cells: readonly string[]): boolean {
  return !isBlank(cells) && cells.every((cell) => /^(?:#[a-z].*)?$/i.test(cell.trim()));
}

/** As much of a cell as a message repeats. */
export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
