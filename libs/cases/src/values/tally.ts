import { boundsOf, estimateOf, figureFrom, type Bounds, type Figure } from './figure.js';

/**
 * How many people an account holds, as a sum of the figures that went in and out, never worked out too early.
 * Exact figures add up to one number; each inexact one stays in the sum under its own name, so that the same unknown,
 * put in here and taken out there, cancels, and so that people are conserved to the letter:
 * the tallies of all positions add up to what was registered, whatever was known.
 */
export interface Tally {
  readonly exact: number;
  readonly inexact: readonly Term[];
}

/** An inexact figure, counted `times` (minus 1: taken out). */
export interface Term {
  /** Names the unknown: the entry that stated it, and which of its movements. */
  readonly unknown: string;
  readonly figure: Figure;
  readonly times: number;
}

export const NOBODY: Tally = { exact: 0, inexact: [] };

/** A figure as a tally; `unknown` names it should it not be exact. */
export function tallyOf(figure: Figure, unknown: string): Tally {
  return figure.kind === 'exact'
    ? { exact: figure.value, inexact: [] }
    : { exact: 0, inexact: [{ unknown, figure, times: 1 }] };
}

export function plus(a: Tally, b: Tally): Tally {
  return combine(a, b, 1);
}

export function minus(a: Tally, b: Tally): Tally {
  return combine(a, b, -1);
}

function combine(a: Tally, b: Tally, sign: 1 | -1): Tally {
  const exact = a.exact + sign * b.exact;
  if (b.inexact.length === 0) return { exact, inexact: a.inexact };
  const terms = new Map(a.inexact.map((term) => [term.unknown, term]));
  for (const { unknown, figure, times } of b.inexact) {
    const sum = (terms.get(unknown)?.times ?? 0) + sign * times;
    if (sum === 0) terms.delete(unknown);
    else terms.set(unknown, { unknown, figure, times: sum });
  }
  return { exact, inexact: [...terms.values()] };
}

export function isZero({ exact, inexact }: Tally): boolean {
  return exact === 0 && inexact.length === 0;
}

/** What the sum allows, before anything is known of the other accounts; `low` may be below 0, null stands for no bound. */
export function rangeOf({ exact, inexact }: Tally): { readonly low: number | null; readonly high: number | null } {
  let low: number | null = exact;
  let high: number | null = exact;
  for (const { figure, times } of inexact) {
    const { low: least, high: most } = boundsOf(figure);
    const [down, up] = times > 0 ? [least, most] : [most, least];
    low = low === null || down === null ? null : low + times * down;
    high = high === null || up === null ? null : high + times * up;
  }
  return { low, high };
}

/** True where the sum is below zero whatever the unknowns are: more people left than can ever have been there. */
export function isOwed(tally: Tally): boolean {
  const { high } = rangeOf(tally);
  return high !== null && high < 0;
}

/**
 * Whether an account of which nothing but this sum is known can be: nobody is owed, and from where nobody arrived nobody
 * left. An account whose exact arrivals have all left again looks like one where nobody arrived.
 */
export function isPossible(tally: Tally): boolean {
  if (isOwed(tally)) return false;
  const arrived = tally.exact > 0 || tally.inexact.some(({ times }) => times > 0);
  const left = tally.exact < 0 || tally.inexact.some(({ times }) => times < 0);
  return arrived || !left;
}

/** The estimate of the sum, where every part has one. */
function estimateOfTally({ exact, inexact }: Tally): number | null {
  let sum = exact;
  for (const { figure, times } of inexact) {
    const estimate = estimateOf(figure);
    if (estimate === null) return null;
    sum += times * estimate;
  }
  return sum;
}

/**
 * The figures of all accounts of one cohort. Nobody is below 0 and together they are the total, so each account also
 * says something about the others: of 146 people of whom at most 200 left, at most 146 left.
 */
export function figuresOf(tallies: readonly Tally[]): readonly Figure[] {
  if (tallies.every(({ inexact }) => inexact.length === 0)) {
    return tallies.map(({ exact }) => ({ kind: 'exact', value: exact }));
  }
  const total = clamp(rangeOf(tallies.reduce(plus, NOBODY)));
  const own = tallies.map((tally) => clamp(rangeOf(tally)));
  return tallies.map((tally, index) => {
    const only = soleFigure(tally);
    const others = own.filter((_, other) => other !== index);
    const bounds = narrow(own[index]!, total, others);
    const figure = figureFrom(bounds, estimateOfTally(tally));
    // Where nothing narrows it, the figure stays as it was told: "withheld" is not "not stated".
    return only !== undefined && same(boundsOf(only), bounds) ? only : figure;
  });
}

/** The figure of an account that stands alone. */
export function figureOf(tally: Tally): Figure {
  return figuresOf([tally])[0]!;
}

function soleFigure({ exact, inexact }: Tally): Figure | undefined {
  return exact === 0 && inexact.length === 1 && inexact[0]!.times === 1 ? inexact[0]!.figure : undefined;
}

function same(a: Bounds, b: Bounds): boolean {
  return a.low === b.low && a.high === b.high;
}

function clamp({ low, high }: { low: number | null; high: number | null }): Bounds {
  return { low: Math.max(0, low ?? 0), high: high === null ? null : Math.max(0, high) };
}

function narrow(own: Bounds, total: Bounds, others: readonly Bounds[]): Bounds {
  const othersLow = others.reduce((sum, { low }) => sum + low, 0);
  const othersHigh = others.reduce<number | null>(
    (sum, { high }) => (sum === null || high === null ? null : sum + high),
    0,
  );
  const low = othersHigh === null ? own.low : Math.max(own.low, total.low - othersHigh);
  const fromTotal = total.high === null ? null : Math.max(0, total.high - othersLow);
  const high = own.high === null ? fromTotal : fromTotal === null ? own.high : Math.min(own.high, fromTotal);
  return { low: high === null ? low : Math.min(low, high), high };
}
