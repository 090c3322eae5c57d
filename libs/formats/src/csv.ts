import { Cells, type Cell } from './cells.js';
import { labelsFor, type Labels } from './labels/labels.js';
import type { Rendered } from './manifest.js';
import { render } from './render.js';
import type { Table } from './table.js';

export interface FormatOptions {
  /** English where it is left out. */
  readonly labels?: Labels;
  /** Adds a row of HXL hashtags under the headings (hxlstandard.org). */
  readonly hxl?: boolean;
}

/** Rows in one chunk: enough that a chunk costs little, few enough that nothing piles up. */
export const ROWS_A_CHUNK = 200;

/** A table as CSV: UTF-8 with a byte order mark, RFC 4180 line ends and quotes, and nothing that a spreadsheet would run. */
export function toCsv(table: Table, { labels = labelsFor('en'), hxl = false }: FormatOptions = {}): Rendered {
  const cells = new Cells(table, labels);
  return render('text/csv; charset=utf-8', csvText(cells, hxl), (sha256) => cells.manifest(sha256));
}

async function* csvText(cells: Cells, hxl: boolean): AsyncGenerator<string> {
  let text = csvHead(cells, hxl);
  for await (const row of cells.rows()) {
    text += csvLine(row);
    if (cells.tally.rows % ROWS_A_CHUNK === 0) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

/** The byte order mark, by which spreadsheets know UTF-8, and the headings. */
export function csvHead({ headings }: Cells, hxl: boolean): string {
  const tags = hxl ? csvLine(headings.map((heading) => heading.hxl)) : '';
  return `\uFEFF${csvLine(headings.map(({ title }) => title))}${tags}`;
}

/** One record of RFC 4180, line end included. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), full-width forms included. Signs need not
 * be asked whether a number follows: a number is no text here.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Whether a spreadsheet might run this text. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text);
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.day;
  const safe = looksLikeFormula(cell) ? `'${cell}` : cell;
  // Every line end, tab and separator is quoted, whichever of them the reader splits at.
  return /[",;\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
