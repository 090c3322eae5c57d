import { exactly, type Figure } from '../src/values/figure.js';
import { EVERYTHING, type InclusionRule } from '../src/claims/inclusion-rule.js';
import { reconcile, type ExchangedLine, type TotalStep } from '../src/claims/reconciliation.js';

/** A total on a day; under the rule that takes in everything, unless one is given. */
export const total = (asOf: string, people: number | Figure, rule: Partial<InclusionRule> = {}): TotalStep => ({
  totalId: `as-of-${asOf.replaceAll('/', '-')}`,
  total: typeof people === 'number' ? exactly(people) : people,
  asOf,
  rule: { ...EVERYTHING, ...rule },
});

/** 146 Russian prisoners of war who were exchanged on 24 August 2025 with the help of the Emirates. */
export const LINE: ExchangedLine = {
  exchangeId: 'x',
  occurredOn: '2025-08-24',
  intermediaries: ['AE'],
  powerOfOrigin: 'RU',
  category: 'prisoner-of-war',
  terms: 'exchange',
  people: exactly(146),
};
export const line = (facts: Partial<ExchangedLine>): ExchangedLine => ({ ...LINE, ...facts });

/** What becomes of lines in the step from 1,000 on 14 August to 1,146 on 24 August, under a rule. */
export function step(
  lines: readonly ExchangedLine[],
  rule: Partial<InclusionRule> = {},
  totals?: readonly TotalStep[],
) {
  const steps = reconcile(totals ?? [total('2025-08-14', 1000), total('2025-08-24', 1146, rule)], lines);
  return steps[1]!.step!;
}

/** Whether a line is counted, open, or neither. */
export function fate(
  facts: Partial<ExchangedLine>,
  rule: Partial<InclusionRule> = {},
  totals?: readonly TotalStep[],
): string {
  const { counted, open } = step([line(facts)], rule, totals);
  return counted.length === 1 ? 'counted' : open.length === 1 ? 'open' : 'left out';
}
