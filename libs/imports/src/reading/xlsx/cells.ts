import type { CellProblem } from '../sheet.js';
import type { ShownDate } from './date-formats.js';

/** A cell as its element states it. */
export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly formula: boolean;
}

/** What it takes to read a cell's number. */
export interface CellContext {
  readonly strings: readonly string[];
  /** By index of a cell's style: how much of a date its number shows. */
  readonly dates: readonly ShownDate[];
  readonly from1904: boolean;
}

/** The text of a cell, or what keeps it from being taken for one. */
export function textOfCell(cell: RawCell, reading: CellContext): string | Omit<CellProblem, 'cell'> {
  if (cell.formula) return { code: 'formula', detail: 'holds a formula: paste its value in its place' };
  switch (cell.type) {
    case 's':
      return (
        reading.strings[Number(cell.value)] ?? { code: 'cell', detail: 'names a text that the file does not hold' }
      );
    case 'inlineStr':
    case 'str':
    case 'd':
      return cell.value;
    case 'b':
      return cell.value === '1' ? 'true' : 'false';
    case 'e':
      return { code: 'cell', detail: `holds the error ${cell.value.slice(0, 20)}` };
    default:
      return textOfNumber(cell, reading);
  }
}

function textOfNumber({ value, style }: RawCell, { dates, from1904 }: CellContext): ReturnType<typeof textOfCell> {
  if (value === '') return '';
  const number = Number(value);
  if (!Number.isFinite(number)) return { code: 'cell', detail: 'holds no number where it says that it does' };
  const date = dates[style] ?? 'none';
  if (date === 'none') return String(number);
  if (date === 'unclear') {
    return {
      code: 'date-format',
      detail: 'is formatted so that it does not show the whole date: write it as text, such as 2025-05-03',
    };
  }
  const day = dayOf(number, from1904);
  return typeof day === 'string' ? day.slice(0, date === 'day' ? undefined : LENGTHS[date]) : day;
}

const LENGTHS = { month: '2025-05'.length, year: '2025'.length } as const;

/** Spreadsheets that count from 1900 believe in a 29 February of that year: before March they cannot be trusted. */
function dayOf(serial: number, from1904: boolean): ReturnType<typeof textOfCell> {
  const first = from1904 ? 0 : 61;
  if (serial < first || serial >= 2_958_466)
    return { code: 'date', detail: 'holds a date outside of what spreadsheets count' };
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const instant = new Date(epoch + Math.round(serial * 86_400) * 1_000).toISOString();
  return Number.isInteger(serial) ? instant.slice(0, 10) : instant.slice(0, 19);
}

/** 0 for `A7`, 26 for `AA7`. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}
