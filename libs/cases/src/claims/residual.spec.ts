import assert from 'node:assert/strict';
import fc from 'fast-check';
import { figures } from '../../testing/steps.js';
import { CATEGORIES, TERMS } from '../cohort/events.js';
import { addDays, daysOf, type EdtfDate } from '../values/edtf.js';
import { boundsOf, type Figure } from '../values/figure.js';
import type { InclusionRule } from './inclusion-rule.js';
import { reconcile, type ExchangedLine, type TotalStep } from './reconciliation.js';

/** A line as it is known, and what decides, in the order of need, what it truly was: numbers from 0 to 1. */
interface Hidden<Known> {
  readonly known: Known;
  readonly draws: readonly number[];
}

const FIRST = '2025-08-10';
const LAST = '2025-08-20';
const dates = fc.constantFrom<(EdtfDate | null)[]>(
  null,
  '2025-08',
  '2025-08-12',
  '2025-08-13?',
  '2025-08-14',
  '2025-08-15',
  '2025-08-16',
  '../2025-08-13',
  '2025-08-15/..',
  '2025-08-12/2025-08-15',
);
const hidden = <Known>(known: fc.Arbitrary<Known>): fc.Arbitrary<Hidden<Known>> =>
  fc.record({ known, draws: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }) });

const lines = hidden(
  fc.record<ExchangedLine>({
    exchangeId: fc.constantFrom('x', 'y', 'z'),
    occurredOn: dates,
    intermediaries: fc.option(fc.subarray(['AE', 'TR'])),
    powerOfOrigin: fc.constantFrom('RU', 'UA'),
    category: fc.constantFrom(...CATEGORIES, null),
    terms: fc.constantFrom(...TERMS, null),
    people: figures,
  }),
);
const orAny = <Value>(values: readonly Value[]) => fc.option(fc.subarray([...values], { minLength: 1 }));
const rules = fc.record<InclusionRule>({
  intermediaries: orAny(['AE', 'TR']),
  powersOfOrigin: orAny(['RU', 'UA']),
  categories: orAny(CATEGORIES),
  terms: orAny(TERMS),
  from: dates,
  includes: fc.subarray(['x']),
  excludes: fc.subarray(['y']),
});
const totals = hidden(
  fc.record<TotalStep>({
    totalId: fc.constantFrom('s', 't'),
    total: figures,
    asOf: dates.map((date) => date ?? '2025-08-14'),
    rule: rules,
  }),
);

const pick = <T>(options: readonly T[], draw: number): T =>
  options[Math.min(options.length - 1, Math.floor(draw * options.length))]!;

/** One of the days that a date can mean, of those around the steps. */
function trueDay(date: EdtfDate | null, draw: number): string {
  const { earliest, latest } = (date === null ? undefined : daysOf(date)) ?? { earliest: null, latest: null };
  const days = Array.from({ length: 11 }, (_, index) => addDays(FIRST, index));
  assert.equal(days.at(-1), LAST);
  return pick(
    days.filter((day) => (earliest === null || earliest <= day) && (latest === null || day <= latest)),
    draw,
  );
}

function trueNumber(people: Figure, draw: number): number {
  const { low, high } = boundsOf(people);
  return low + Math.round(draw * ((high ?? low + 40) - low));
}

/** How many of a line truly count: whom a figure does not tell apart may count in part. */
function truePeople(
  { known, draws }: Hidden<ExchangedLine>,
  rule: InclusionRule,
  after: string,
  until: string,
): number {
  const day = trueDay(known.occurredOn, draws[0]!);
  if (day <= after || day > until || rule.excludes.includes(known.exchangeId)) return 0;
  const people = trueNumber(known.people, draws[1]!);
  if (rule.includes.includes(known.exchangeId)) return people;
  const mediators = known.intermediaries ?? [pick(['AE', 'TR', 'SA'], draws[2]!)];
  const mediated = rule.intermediaries === null || mediators.some((one) => rule.intermediaries!.includes(one));
  const goesHome = rule.powersOfOrigin === null || rule.powersOfOrigin.includes(known.powerOfOrigin);
  const begun = rule.from === null || trueDay(rule.from, draws[3]!) <= day;
  const meant =
    (known.category === null || rule.categories === null || rule.categories.includes(known.category)) &&
    (known.terms === null || rule.terms === null || rule.terms.includes(known.terms));
  if (!mediated || !goesHome || !begun || !meant) return 0;
  const mixed = (known.category === null && rule.categories) || (known.terms === null && rule.terms);
  return mixed ? Math.round(draws[4]! * people) : people;
}

describe('whatever the truth behind the figures, the dates and what is not stated', () => {
  it('what a claimant states less what was truly exchanged lies within the residual', () => {
    let held = 0;
    let exact = 0;
    fc.assert(
      fc.property(totals, totals, fc.array(lines, { maxLength: 6 }), (one, other, all) => {
        const steps = reconcile(
          [one.known, { ...other.known, totalId: 'u' }],
          all.map(({ known }) => known),
        );
        const [before, after] = steps[0]!.totalId === 'u' ? [other, one] : [one, other];
        const [since, until] = [before, after].map(({ known, draws }) => trueDay(known.asOf, draws[0]!));
        // Which total came first is as it was published: a count never runs backwards.
        fc.pre(since! <= until!);
        // A count from another day than the one before is a count of its own.
        const isOwn = after.known.rule.from !== null && after.known.rule.from !== before.known.rule.from;
        const first = isOwn ? 0 : trueNumber(before.known.total, before.draws[1]!);
        const stated = trueNumber(after.known.total, after.draws[1]!) - first;
        // One day from which the count runs, for all its lines.
        const from = after.known.rule.from === null ? null : trueDay(after.known.rule.from, after.draws[2]!);
        const rule = { ...after.known.rule, from };
        const truly = all.reduce((sum, line) => sum + truePeople(line, rule, isOwn ? '' : since!, until!), 0);
        const { low, high } = steps[1]!.step!.residual;
        assert(low === null || low <= stated - truly, `at least ${low} is shown, it is ${stated - truly}`);
        assert(high === null || stated - truly <= high, `at most ${high} is shown, it is ${stated - truly}`);
        held++;
        if (low === high) exact++;
      }),
      { numRuns: 3000 },
    );
    // The world is worth drawing only where something is known in it, too.
    expect(held).toBeGreaterThan(1000);
    expect(exact).toBeGreaterThan(10);
  });
});
