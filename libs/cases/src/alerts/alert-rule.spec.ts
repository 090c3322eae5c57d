import { exactly } from '../values/figure.js';
import { ruleInWords, type AlertRule } from './alert-rule.js';

const stayed = { stage: 'interim-care', arrived: '2025-08-24', days: 22 } as const;

describe('a rule in words', () => {
  it.each<[AlertRule, string]>([
    [
      { code: 'figure-not-stated', facts: { stage: 'interim-care', people: { kind: 'not-stated' } } },
      'How many people are in interim-care is not stated.',
    ],
    [
      { code: 'arrival-expected', facts: { expected: '2025-08-26' } },
      'They were expected by 2025-08-26, and nobody recorded an arrival.',
    ],
    [
      { code: 'longer-than-pathway', facts: { ...stayed, limitDays: 21, pathway: 'by Belarus' } },
      'In interim-care since 2025-08-24: 22 days, where the pathway "by Belarus" allows 21.',
    ],
    [
      { code: 'longer-than-expected', facts: { ...stayed, expectedDays: 14 } },
      'In interim-care since 2025-08-24: 22 days, where 14 were expected.',
    ],
    [
      { code: 'not-confirmed', facts: { seen: '2025-08-24', confirmDays: 30 } },
      'Nobody has confirmed where they are since 2025-08-24; it should be confirmed every 30 days.',
    ],
    [
      { code: 'not-acknowledged', facts: { handedOver: '2025-08-24', acknowledgeDays: 7 } },
      'Handed over on 2025-08-24; the receiving side has not confirmed it within 7 days.',
    ],
    [{ code: 'sources-differ', facts: { line: 'RU exchange' } }, 'Sources do not say the same of RU exchange.'],
    [
      { code: 'accepted-figure-differs', facts: { line: 'RU exchange', accepted: exactly(140), own: exactly(146) } },
      "Of RU exchange, 140 was accepted, and by the cohort's own file it is 146.",
    ],
    [{ code: 'no-source', facts: { entries: 2 } }, 'No source is named for these entries.'],
  ])('%j', (rule, words) => expect(ruleInWords(rule)).toBe(words));
});
