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

/** A sum of people: nothing that is known of its parts is lost. */
export interface Summed {
  /** The bounds; with the estimate, where every part has one. */
  readonly people: Figure;
  /** Of the parts that have one; null where none has. */
  readonly estimate: number | null;
  /** How many parts have none. */
  readonly withoutEstimate: number;
  /** How many of those are not stated, and how many are withheld. */
  readonly notStated: number;
  readonly withheld: number;
}

/** What is said of a sum of figures of exchanges. */
export interface Contradicted {
  /** How many of the figures are contradicted by what others report, while nobody has decided since. */
  readonly contradicted: number;
}

/** A sum of figures that more can be added to, one by one or, from rows, in SQL. */
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
}

/** Selects the sum of the figures of a group of rows. */
export const FIGURE_SUM = [
  sql<number>`count(*)`.as('parts'),
  sql<number>`sum(low)`.as('low'),
  sql<number | null>`sum(high)`.as('high'),
  sql<number>`count(high)`.as('highs'),
  sql<number | null>`sum(estimate)`.as('estimate'),
  sql<number>`count(estimate) filter (where figure not like '%"without"%')`.as('estimates'),
  sql<number>`sum(withheld)`.as('withheld'),
  sql<number>`sum(not_stated)`.as('not_stated'),
] as const;

export function noPeople(): FigureSum {
  return { parts: 0, low: 0, high: 0, highs: 0, estimate: 0, estimates: 0, withheld: 0, not_stated: 0 };
}

export function add(sum: FigureSum, figure: Figure): void {
  const { low, high, estimate, withheld, not_stated } = columnsOf(figure);
  addSum(sum, {
    parts: 1,
    low,
    high,
    highs: high === null ? 0 : 1,
    estimate,
    estimates: hasEstimate(figure) ? 1 : 0,
    withheld,
    not_stated,
  });
}

/** Adds what was added up already. */
export function addSum(sum: FigureSum, other: FigureSum): void {
  sum.parts += other.parts;
  sum.low += other.low;
  sum.high = (sum.high ?? 0) + (other.high ?? 0);
  sum.highs += other.highs;
  sum.estimate = (sum.estimate ?? 0) + (other.estimate ?? 0);
  sum.estimates += other.estimates;
  sum.withheld += other.withheld;
  sum.not_stated += other.not_stated;
}

/** True where a figure is estimated, and its estimate is without no part of it. */
export function hasEstimate(figure: Figure): boolean {
  return estimateOf(figure) !== null && !(figure.kind === 'about' && figure.without !== undefined);
}

export function summed(sum: FigureSum): Summed {
  const { parts, estimate, estimates, withheld, not_stated } = sum;
  return {
    people: figureOfSum(sum),
    estimate: parts > 0 && estimates === 0 && !estimate ? null : estimate,
    withoutEstimate: parts - estimates,
    notStated: not_stated - withheld,
    withheld,
  };
}

function figureOfSum({ parts, low, high, highs, estimate, estimates, withheld, not_stated }: FigureSum): Figure {
  if (parts > 0 && withheld === parts) return { kind: 'withheld' };
  if (parts > 0 && not_stated === parts) return { kind: 'not-stated' };
  const bounds = { low, high: highs === parts ? high : null };
  const figure = figureFrom(bounds, estimates === parts ? estimate : null);
  // Something is known of some of them, be it no more than that they are no fewer than nobody.
  return figure.kind === 'not-stated' ? { kind: 'at-least', value: 0 } : figure;
}
