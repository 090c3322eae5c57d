import type { Cell } from '../cells.js';

/** In characters, as spreadsheets measure columns. */
const NARROWEST = 9;
const WIDEST = 60;
/** Headings go over several lines rather than make their column wider than its content. */
const WIDEST_HEADING = 22;
/** Room for what stands beside a cell's text. */
const MARGIN = 2;

/** How wide the columns of a sheet have to be for its headings and its first rows. */
export function widthsOf(headings: readonly string[], rows: readonly (readonly Cell[])[]): number[] {
  return headings.map((heading, column) => {
    const longestWord = Math.max(...heading.split(/\s+/).map(lengthOf));
    const ofHeading = Math.min(lengthOf(heading), Math.max(WIDEST_HEADING, longestWord));
    const ofRows = rows.map((cells) => lengthIn(cells[column] ?? null));
    return Math.min(WIDEST, Math.max(NARROWEST, ofHeading, ...ofRows)) + MARGIN;
  });
}

/** Over how many lines the headings go in columns of these widths. */
export function headingLines(headings: readonly string[], widths: readonly number[]): number {
  return Math.max(1, ...headings.map((heading, column) => linesIn(heading, widths[column]! - MARGIN)));
}

/** Broken between words, as a spreadsheet breaks them. */
function linesIn(text: string, width: number): number {
  let [lines, used] = [1, 0];
  for (const word of text.split(/\s+/)) {
    const needed = used === 0 ? lengthOf(word) : used + 1 + lengthOf(word);
    if (used > 0 && needed > width) [lines, used] = [lines + 1, lengthOf(word)];
    else used = needed;
  }
  return lines;
}

function lengthIn(cell: Cell): number {
  if (cell === null) return 0;
  if (typeof cell === 'number') return String(cell).length;
  return lengthOf(typeof cell === 'string' ? cell : cell.day);
}

/** Bold letters and wide ones take more room than digits, by which columns are measured; marks above and below take none. */
function lengthOf(text: string): number {
  return Math.ceil(text.replaceAll(/\p{Mn}/gu, '').length * 1.1);
}
