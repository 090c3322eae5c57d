import { boundsOf, estimateOf, figureFrom, type Figure } from '#cases';
import { sql } from 'kysely';

/** A figure in columns that add up: bounds, the estimate, and the figure itself for where it stands alone. */
export interface FigureColumns {
  low: number;
  high: number | null;
  estimate: number | null;
  withheld: number;
  /** 1 where no number was stated: not stated, or withheld. */
  not_stated: number;
  figure: string;
}

export const FIGURE_COLUMNS = {
  low: 'integer',
  high: 'integer',
  estimate: 'integer',
  withheld: 'integer',
  not_stated: 'integer',
  figure: 'text',
} as const;

export function columnsOf(figure: Figure): FigureColumns {
  const { low, high } = boundsOf(figure);
  const withheld = figure.kind === 'withheld' ? 1 : 0;
  const not_stated = figure.kind === 'not-stated' ? 1 : withheld;
  return { low, high, estimate: estimateOf(figure), withheld, not_stated, figure: JSON.stringify(figure) };
}

/** A sum of people, and how many of its parts did not state a number. */
export interface Summed {
  readonly people: Figure;
  readonly notStated: number;
}

/** A sum of figures that more can be added to, one by one or, from rows, in SQL. Gives what `sumOf` gives. */
export interface FigureSum {
  parts: number;
  low: number;
  /** Of those that have an upper bound, which are `highs`. */
  high: number | null;
  highs: number;
  estimate: number | null;
  estimates: number;
  withheld: number;
  not_stated: number;
  /** The figure, as JSON, where it is the only one. */
  only: string;
}

/** Selects the sum of the figures of a group of rows. */
export const FIGURE_SUM = [
  sql<number>`count(*)`.as('parts'),
  sql<number>`sum(low)`.as('low'),
  sql<number | null>`sum(high)`.as('high'),
  sql<number>`count(high)`.as('highs'),
  sql<number | null>`sum(estimate)`.as('estimate'),
  sql<number>`count(estimate)`.as('estimates'),
  sql<number>`sum(withheld)`.as('withheld'),
  sql<number>`sum(not_stated)`.as('not_stated'),
  sql<string>`min(figure)`.as('only'),
] as const;

export function noPeople(): FigureSum {
  return { parts: 0, low: 0, high: 0, highs: 0, estimate: 0, estimates: 0, withheld: 0, not_stated: 0, only: '' };
}

export function add(sum: FigureSum, figure: Figure): void {
  const columns = columnsOf(figure);
  sum.parts++;
  sum.low += columns.low;
  if (columns.high !== null) {
    sum.high! += columns.high;
    sum.highs++;
  }
  if (columns.estimate !== null) {
    sum.estimate! += columns.estimate;
    sum.estimates++;
  }
  sum.withheld += columns.withheld;
  sum.not_stated += columns.not_stated;
  sum.only = columns.figure;
}

export function summed(sum: FigureSum): Summed {
  return { people: figureOfSum(sum), notStated: sum.not_stated };
}

function figureOfSum(sum: FigureSum): Figure {
  if (sum.parts === 1) return JSON.parse(sum.only) as Figure;
  if (sum.parts > 0 && sum.withheld === sum.parts) return { kind: 'withheld' };
  const high = sum.highs === sum.parts ? sum.high : null;
  return figureFrom({ low: sum.low, high }, sum.estimates === sum.parts ? sum.estimate : null);
}
