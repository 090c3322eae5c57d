import type { Category, Terms } from '../cohort/events.js';
import { daysOf, type Days, type EdtfDate } from '../values/edtf.js';
import { boundsOf, figureFrom, NOT_STATED, sumOf, type Bounds, type Figure } from '../values/figure.js';
import type { InclusionRule } from './inclusion-rule.js';

/** One line of an exchange that took place, with the figure that counts for it. */
export interface ExchangedLine {
  readonly exchangeId: string;
  readonly occurredOn: EdtfDate | null;
  /** Empty where nobody mediated; null where that is not stated: it may be anybody's. */
  readonly intermediaries: readonly string[] | null;
  readonly powerOfOrigin: string;
  /** Null where the figure does not tell them apart. */
  readonly category: Category | null;
  readonly terms: Terms | null;
  readonly people: Figure;
  /** What all that is said of these people allows, where others contradict the figure that counts; else left out. */
  readonly contradicted?: Bounds;
}

/** A claimant's total, as a step of its count. */
export interface TotalStep {
  readonly totalId: string;
  readonly total: Figure;
  readonly asOf: EdtfDate;
  readonly rule: InclusionRule;
}

/** A step of a count held against the exchanges. */
export interface ReconciledStep {
  readonly totalId: string;
  readonly asOf: EdtfDate;
  readonly total: Figure;
  /** Null for a total with which the reckoning starts: there is none before it, and it does not say since when it counts. */
  readonly step: Step | null;
}

interface Step {
  /** The total that it begins at; null where it begins at the day from which its rule counts. */
  readonly since: string | null;
  /** What the claimant adds since then: not stated where the total fell, and the residual shows by how many. */
  readonly stated: Figure;
  /** What the exchanges that the rule takes in add up to. */
  readonly expected: Figure;
  /**
   * Stated less what the exchanges can come to by all that is said of them. A bound where a figure that counts, or whether
   * it counts, is not known or contradicted; never 0 by silence.
   */
  readonly residual: Residual;
  /** What the rule takes in. */
  readonly counted: readonly ExchangedLine[];
  /** What may or may not belong here: the residual's possible explanations. */
  readonly open: readonly ExchangedLine[];
}

/** A difference, which may be below 0; null stands for no bound. `exact` where both bounds are the same. */
export interface Residual {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Holds the totals of one claimant against the exchanges, step by step, in the order of the last days that they can
 * mean. A total of some day in August leaves an exchange in August open, in the step up to it and in the step after.
 */
export function reconcile(totals: readonly TotalStep[], lines: readonly ExchangedLine[]): readonly ReconciledStep[] {
  const ordered = totals.toSorted((a, b) => compare(dayOf(a.asOf), dayOf(b.asOf)) || compare(a.totalId, b.totalId));
  const rangeOf = ranges();
  return ordered.map((total, index): ReconciledStep => {
    const { totalId, asOf } = total;
    const before = predecessorOf(total, ordered[index - 1]);
    const step = before === undefined ? null : stepOf(total, before, lines, rangeOf);
    return { totalId, asOf, total: total.total, step };
  });
}

/**
 * The total that a step begins at: the one before, unless it counts from another day. Null where a total needs none,
 * because it says itself from which day it counts.
 * @returns undefined where nothing says at what the step begins
 */
export function predecessorOf<Total extends TotalStep>(
  { rule }: Total,
  before: Total | undefined,
): Total | null | undefined {
  return rule.from !== null && before?.rule.from !== rule.from ? null : before;
}

function stepOf(
  { total, asOf, rule }: TotalStep,
  before: TotalStep | null,
  lines: readonly ExchangedLine[],
  rangeOf: (date: EdtfDate | null) => Days,
): Step {
  const between = lines.map((line) => ({ line, belongs: belongs(line, rule, before?.asOf ?? null, asOf, rangeOf) }));
  const counted = between.filter(({ belongs }) => belongs === 'yes').map(({ line }) => line);
  const open = between.filter(({ belongs }) => belongs === 'perhaps').map(({ line }) => line);
  const stated = before === null ? boundsOf(total) : difference(total, before.total);
  const possible = added([...counted.map(allowed), ...open.map((line) => ({ low: 0, high: allowed(line).high }))]);
  return {
    since: before?.totalId ?? null,
    stated: before === null ? total : figureOfDifference(stated),
    expected: sumOf(counted.map(({ people }) => people)),
    residual: less(stated, possible),
    counted,
    open,
  };
}

/** How many people can be meant, by all that is said of them. */
function allowed({ people, contradicted }: ExchangedLine): Bounds {
  return contradicted ?? boundsOf(people);
}

function added(parts: readonly Bounds[]): Bounds {
  return parts.reduce(
    (sum, { low, high }) => ({
      low: sum.low + low,
      high: sum.high === null || high === null ? null : sum.high + high,
    }),
    { low: 0, high: 0 },
  );
}

type Belongs = 'yes' | 'no' | 'perhaps';

/** Whether a rule takes a line in, on a day up to `until` and after `after`; null: on any day from which the rule counts. */
function belongs(
  line: ExchangedLine,
  rule: InclusionRule,
  after: EdtfDate | null,
  until: EdtfDate,
  rangeOf: (date: EdtfDate | null) => Days,
): Belongs {
  const occurred = rangeOf(line.occurredOn);
  const when = every([
    after === null ? 'yes' : negated(upTo(occurred, rangeOf(after))),
    upTo(occurred, rangeOf(until)),
  ]);
  if (when === 'no' || rule.excludes.includes(line.exchangeId)) return 'no';
  if (rule.includes.includes(line.exchangeId)) return when;
  return every([
    when,
    rule.from === null ? 'yes' : upTo(rangeOf(rule.from), occurred),
    mediated(line.intermediaries, rule.intermediaries),
    among(rule.powersOfOrigin, line.powerOfOrigin),
    among(rule.categories, line.category),
    among(rule.terms, line.terms),
  ]);
}

function mediated(by: readonly string[] | null, allowed: readonly string[] | null): Belongs {
  if (allowed === null) return 'yes';
  if (by === null) return 'perhaps';
  return by.some((one) => allowed.includes(one)) ? 'yes' : 'no';
}

function among<Value>(allowed: readonly Value[] | null, value: Value | null): Belongs {
  if (allowed === null) return 'yes';
  if (value === null) return 'perhaps';
  return allowed.includes(value) ? 'yes' : 'no';
}

function every(parts: readonly Belongs[]): Belongs {
  if (parts.includes('no')) return 'no';
  return parts.includes('perhaps') ? 'perhaps' : 'yes';
}

function negated(answer: Belongs): Belongs {
  return answer === 'perhaps' ? answer : answer === 'yes' ? 'no' : 'yes';
}

/** Whether one date lies before another or on the same day: `perhaps` where either can mean days on both sides. */
function upTo(one: Days, two: Days): Belongs {
  if (one.latest !== null && two.earliest !== null && one.latest <= two.earliest) return 'yes';
  return one.earliest !== null && two.latest !== null && one.earliest > two.latest ? 'no' : 'perhaps';
}

/** The days that dates can mean, each worked out once: most lines of a step share theirs with others. */
function ranges(): (date: EdtfDate | null) => Days {
  const known = new Map<EdtfDate | null, Days>([[null, ANY_DAY]]);
  return (date) => {
    const days = known.get(date) ?? daysOf(date!) ?? ANY_DAY;
    known.set(date, days);
    return days;
  };
}

const ANY_DAY: Days = { earliest: null, latest: null };

function dayOf(date: EdtfDate): string {
  return daysOf(date)?.latest ?? '9999-12-31';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function difference(later: Figure, earlier: Figure): Residual {
  const [a, b] = [boundsOf(later), boundsOf(earlier)];
  return { low: b.high === null ? null : a.low - b.high, high: a.high === null ? null : a.high - b.low };
}

function less({ low, high }: Residual, bounds: Bounds): Residual {
  return {
    low: low === null || bounds.high === null ? null : low - bounds.high,
    high: high === null ? null : high - bounds.low,
  };
}

function figureOfDifference({ low, high }: Residual): Figure {
  // A total that fell adds nobody and says so of nobody: 0 would be a figure of ours.
  if (high !== null && high < 0) return NOT_STATED;
  return figureFrom({ low: Math.max(0, low ?? 0), high: high === null ? null : Math.max(0, high) });
}
