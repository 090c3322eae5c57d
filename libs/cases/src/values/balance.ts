import { boundsOf, estimateOf, figureFrom, type Bounds, type Figure } from './figure.js';
import { isOwed, isZero, minus, NOBODY, plus, rangeOf, type Tally, type Unknowns } from './tally.js';
import { unknownsIn } from './unknowns.js';

/**
 * The estimate of the sum, and how many of those who came it is without. Null where nobody estimated any of them, or where some
 * left of whom there is no estimate: then it would count them as if they were there.
 */
function estimateOfTally({ exact, inexact }: Tally): { readonly estimate: number | null; readonly without: number } {
  let [estimate, without, estimates] = [exact, 0, 0];
  for (const { figure, times } of inexact) {
    const own = estimateOf(figure);
    if (own !== null) {
      estimates++;
      estimate += times * own;
    } else if (times < 0) return { estimate: null, without: 0 };
    else without++;
  }
  return { estimate: without > 0 && estimates === 0 ? null : estimate, without };
}

/** What an account holds at least and at most, as sums: the same one twice where nothing but figures is unknown. */
export interface TallyRange {
  readonly least: Tally;
  readonly most: Tally;
}

/**
 * The figures of all accounts of one cohort. Nobody is below 0 and together they are the total, so each account also
 * says something about the others: of 146 people of whom at most 200 left, at most 146 left.
 */
export function figuresOf(tallies: readonly Tally[]): readonly Figure[] {
  const total = tallies.reduce(plus, NOBODY);
  return figuresOfRanges(
    tallies.map((tally) => ({ least: tally, most: tally })),
    { least: total, most: total },
  );
}

/**
 * The same where it is not certain what had come to an account and what had left it.
 * @param total of them all; who went from one to another is not uncertain in it
 */
export function figuresOfRanges(ranges: readonly TallyRange[], total: TallyRange): readonly Figure[] {
  if (ranges.every(isExact)) return ranges.map(({ least }) => ({ kind: 'exact', value: Math.max(0, least.exact) }));
  // Whatever is unknown, no account can have held less than nobody.
  const unknowns = unknownsIn(ranges.map(({ most }) => most));
  const own = ranges.map((range) => boundsIn(range, unknowns));
  const all = boundsIn(total, unknowns);
  // Of accounts that owe people the others say nothing.
  const isSound = unknowns !== undefined && !ranges.some(({ most }) => isOwed(most));
  return ranges.map((range, index) => {
    const others = own.filter((_, other) => other !== index);
    const bounds = isSound ? narrow(own[index]!, all, others) : own[index]!;
    if (!isSettled(range)) return figureFrom(bounds);
    const only = soleFigure(range.least);
    const { estimate, without } = estimateOfTally(range.least);
    const figure = figureFrom(bounds, estimate, without);
    // Where nothing narrows it, the figure stays as it was told: "withheld" is not "not stated".
    return only !== undefined && same(boundsOf(only), bounds) ? only : figure;
  });
}

function isExact({ least, most }: TallyRange): boolean {
  return least.inexact.length === 0 && most.inexact.length === 0 && least.exact === most.exact;
}

/** Nothing but figures is unknown. */
function isSettled({ least, most }: TallyRange): boolean {
  return least === most || isZero(minus(most, least));
}

function boundsIn({ least, most }: TallyRange, unknowns: Unknowns | undefined): Bounds {
  return clamp({ low: rangeOf(least, unknowns).low, high: rangeOf(most, unknowns).high });
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
