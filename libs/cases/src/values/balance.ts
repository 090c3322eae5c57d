import { boundsOf, estimateOf, figureFrom, type Bounds, type Figure } from './figure.js';
import { NOBODY, plus, rangeOf, type Tally } from './tally.js';
import { unknownsIn } from './unknowns.js';

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
  const unknowns = unknownsIn(tallies);
  const total = clamp(rangeOf(tallies.reduce(plus, NOBODY), unknowns));
  const own = tallies.map((tally) => clamp(rangeOf(tally, unknowns)));
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
