import { LIMITS, sheetOf, tooManyColumns, Unreadable, type CellProblem, type RawRecord, type Sheet } from '../sheet.js';
import { columnOf, textOfCell, type CellContext } from './cells.js';
import { Package } from './package.js';
import { readSharedStrings } from './shared-strings.js';
import { readWorkbook, type Workbook } from './workbook.js';
import { readXml } from './xml.js';

/**
 * Reads a sheet of a spreadsheet (ISO/IEC 29500) row by row. Formulas, macros and encryption are refused: what counts is
 * what a file says, not what a program makes of it.
 * @throws Unreadable where the file as a whole cannot be read
 */
export async function openXlsx(file: string, choice: { readonly sheet?: string } = {}): Promise<Sheet> {
  const parts = await Package.open(file);
  try {
    const { path, ...book } = await describe(parts, choice.sheet);
    return await sheetOf(() => records(file, path, book));
  } finally {
    parts.close();
  }
}

async function describe(parts: Package, wanted: string | undefined): Promise<CellContext & { readonly path: string }> {
  const book = await readWorkbook(parts);
  const { path } = choose(book, wanted);
  return { path, from1904: book.from1904, dates: book.dates, strings: await readSharedStrings(parts) };
}

function choose({ sheets }: Workbook, wanted: string | undefined): Workbook['sheets'][number] {
  const chosen =
    wanted === undefined ? sheets.find(({ hidden }) => !hidden) : sheets.find(({ name }) => name === wanted);
  if (chosen !== undefined) return chosen;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  throw new Unreadable(
    'no-such-sheet',
    sheets.length === 0 ? 'there is no sheet' : `there is no such sheet; there is ${names}`,
  );
}

async function* records(file: string, path: string, reading: CellContext): AsyncGenerator<RawRecord> {
  const parts = await Package.open(file);
  try {
    const size = parts.sizeOf(path);
    const sheet = new SheetReader(reading);
    for await (const bytes of readXml(await parts.read(path), sheet)) {
      for (const record of sheet.take()) yield { ...record, done: size === 0 ? 1 : bytes / size };
    }
    for (const record of sheet.take()) yield { ...record, done: 1 };
  } finally {
    parts.close();
  }
}

type Found = Omit<RawRecord, 'done'>;

/** Gathers cells into rows while the XML goes by. */
class SheetReader {
  private found: Found[] = [];
  private row = 0;
  private cells: string[] = [];
  private problems: CellProblem[] = [];
  private cell: { column: number; type: string; style: number; value: string; formula: boolean } | undefined;
  private inValue = false;
  private next = 0;
  /** What stands in the row so far, wherever: cells, and characters. */
  private seen = { cells: 0, characters: 0 };

  constructor(private readonly reading: CellContext) {}

  take(): readonly Found[] {
    const found = this.found;
    this.found = [];
    return found;
  }

  readonly open = (element: string, { r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void => {
    if (element === 'row') {
      this.row = /^\d{1,7}$/.test(r ?? '') ? Number(r) : this.row + 1;
      this.cells = [];
      this.problems = [];
      this.next = 0;
      this.seen = { cells: 0, characters: 0 };
    } else if (element === 'c') {
      const column = r === undefined ? this.next : columnOf(r);
      this.seen.cells += 1;
      if (column < 0 || column >= LIMITS.columns || this.seen.cells > LIMITS.columns) throw tooManyColumns(this.row);
      if (this.cell !== undefined) throw misplacedCell(this.row);
      this.next = column + 1;
      this.cell = { column, type: t, style: Number(s), value: '', formula: false };
    } else if (element === 'f' && this.cell !== undefined) {
      this.cell.formula = true;
    } else if (element === 'v' || element === 't') {
      this.inValue = true;
    }
  };

  readonly text = (text: string): void => {
    if (!this.inValue || this.cell === undefined) return;
    this.seen.characters += text.length;
    if (this.seen.characters > LIMITS.rowLength) throw tooLong(this.row);
    this.cell.value += text;
  };

  readonly close = (element: string): void => {
    if (element === 'v' || element === 't') this.inValue = false;
    else if (element === 'c') this.endCell();
    else if (element === 'row') this.endRow();
  };

  private endCell(): void {
    const { column, ...cell } = this.cell!;
    this.cell = undefined;
    const text = textOfCell(cell, this.reading);
    while (this.cells.length < column) this.cells.push('');
    if (typeof text === 'string') this.cells[column] = text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, unescaped);
    else {
      this.cells[column] = '';
      this.problems.push({ cell: column, code: text.code, detail: `${nameOf(column)}${this.row} ${text.detail}` });
    }
  }

  private endRow(): void {
    const { row, cells, problems } = this;
    this.found.push({ row, cells, ...(problems.length > 0 && { problems }) });
  }
}

/** `A` for 0, `AA` for 26. */
function nameOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : nameOf(Math.floor(column / 26) - 1) + last;
}

function misplacedCell(row: number): Unreadable {
  return new Unreadable('not-a-spreadsheet', `row ${row} has a cell in another`);
}

function tooLong(row: number): Unreadable {
  return new Unreadable('row-too-long', `row ${row} is longer than ${LIMITS.rowLength} characters`);
}

function unescaped(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
