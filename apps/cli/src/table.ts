import Table from 'cli-table3';
import { inWords, type Figure } from '#cases';

/** A titled table as text; an empty one says so. */
export function table(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return `${title}\n  nothing yet\n`;
  const drawn = new Table({ head: [...head], style: { head: [], border: [] } });
  drawn.push(...rows.map((row) => row.map(inCell)));
  return `${title}\n${drawn.toString()}\n`;
}

export type Cell = string | number | null | undefined | Figure | readonly string[];

/** What nobody stated is said to be so; it is never an empty cell, and never 0. */
function inCell(value: Cell): string {
  if (value === null || value === undefined) return 'not stated';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if ('kind' in value) return inWords(value);
  return value.length === 0 ? 'not stated' : value.join(', ');
}
