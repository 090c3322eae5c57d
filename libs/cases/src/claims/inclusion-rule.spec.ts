import { fate, LINE, line, step, total } from '../../testing/counts.js';
import { exactly } from '../values/figure.js';
import type { InclusionRule } from './inclusion-rule.js';
import type { ExchangedLine } from './reconciliation.js';

describe('an exchange lies in a step', () => {
  it.each<[string, string | null, string]>([
    ['on the day of the total before', '2025-08-14', 'left out'],
    ['on the day after it', '2025-08-15', 'counted'],
    ['on the day of the total', '2025-08-24', 'counted'],
    ['on the day after', '2025-08-25', 'left out'],
    ['on an uncertain day of it', '2025-08-20?', 'counted'],
    ['on some day of it', '2025-08-15/2025-08-24', 'counted'],
    ['in a month that only touches it', '2025-08', 'open'],
    ['in a month before it', '2025-07', 'left out'],
    ['in a month after it', '2025-09', 'left out'],
    ['some day up to its first', '../2025-08-15', 'open'],
    ['some day up to the total before', '../2025-08-14', 'left out'],
    ['some day from its last on', '2025-08-24/..', 'open'],
    ['some day after it', '2025-08-25/..', 'left out'],
    ['on a day that is not stated', null, 'open'],
  ])('%s: %j is %s', (_, occurredOn, expected) => {
    expect(fate({ occurredOn })).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['2025-08', '2025-08-31', 'open'],
    ['2025-08', '2025-08-02', 'open'],
    ['2025-08', '2025-08-01', 'left out'],
    ['2025-08', '2025-09-01', 'counted'],
    ['2025-08', '2025-07-31', 'left out'],
    ['../2025-08', '2025-07-31', 'open'],
    ['2025-08/..', '2025-09-30', 'open'],
  ])('after a total as of %s: %s is %s', (asOf, occurredOn, expected) => {
    const totals = [total(asOf, 1000), total('2025-10-01', 1146)];
    const dated = asOf.endsWith('..') ? [totals[0]!, total('2025-10-01/..', 1146)] : totals;
    expect(fate({ occurredOn }, {}, dated)).toBe(expected);
  });

  it.each<[string, string]>([
    ['2025-08-31', 'open'],
    ['2025-08-15', 'open'],
    ['2025-08-01', 'left out'],
    ['2025-09-01', 'left out'],
  ])('up to a total as of some day in August: %s is %s', (occurredOn, expected) => {
    expect(fate({ occurredOn }, {}, [total('2025-08-14', 1000), total('2025-08', 1146)])).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['2025-08-24', '2025-08-24', 'counted'],
    ['2025-08-24', '2025-08-23', 'left out'],
    ['2025-08-20', '2025-08', 'open'],
    ['2025-08', '2025-08-20', 'open'],
    ['2025-08', '2025-08-15', 'open'],
    ['../2025-08-15', '2025-08-15', 'counted'],
    ['2025-09', '2025-08-24', 'left out'],
  ])('counted from %s: %s is %s', (from, occurredOn, expected) => {
    expect(fate({ occurredOn }, { from })).toBe(expected);
  });
});

describe('a rule takes a line in', () => {
  it.each<[string, Partial<ExchangedLine>, Partial<InclusionRule>, string]>([
    ['of its intermediary', {}, { intermediaries: ['AE'] }, 'counted'],
    [
      'of several intermediaries, if one of them is its own',
      { intermediaries: ['AE', 'US'] },
      { intermediaries: ['US', 'TR'] },
      'counted',
    ],
    ['not of another intermediary', {}, { intermediaries: ['TR'] }, 'left out'],
    ['perhaps where nobody states who mediated', { intermediaries: null }, { intermediaries: ['AE'] }, 'open'],
    ['not where nobody mediated', { intermediaries: [] }, { intermediaries: ['AE'] }, 'left out'],
    ['of anybody where it names no intermediary', { intermediaries: [] }, {}, 'counted'],
    ['of those who go home to its Power: a one-sided count', {}, { powersOfOrigin: ['RU'] }, 'counted'],
    ['not of the other side', { powerOfOrigin: 'UA' }, { powersOfOrigin: ['RU'] }, 'left out'],
    ['of its category', {}, { categories: ['prisoner-of-war'] }, 'counted'],
    ['not of the other', { category: 'civilian' }, { categories: ['prisoner-of-war'] }, 'left out'],
    [
      'perhaps where a figure does not tell them apart',
      { category: null },
      { categories: ['prisoner-of-war'] },
      'open',
    ],
    ['on its terms', {}, { terms: ['exchange'] }, 'counted'],
    ['not on others', { terms: 'unilateral' }, { terms: ['exchange'] }, 'left out'],
    ['perhaps where a figure does not tell the terms', { terms: null }, { terms: ['exchange'] }, 'open'],
    [
      'never where one part of it says no',
      { category: null, intermediaries: [] },
      { intermediaries: ['AE'], categories: ['civilian'], powersOfOrigin: ['UA'] },
      'left out',
    ],
    [
      'that it includes, whatever else it says',
      { intermediaries: ['TR'], category: 'civilian' },
      { intermediaries: ['AE'], categories: ['prisoner-of-war'], from: '2025-09', includes: ['x'] },
      'counted',
    ],
    ['that it includes, only on a day of the step', { occurredOn: '2025-08-25' }, { includes: ['x'] }, 'left out'],
    ['that it includes, perhaps, on a day that is not stated', { occurredOn: null }, { includes: ['x'] }, 'open'],
    ['unless it excludes it', {}, { excludes: ['x'] }, 'left out'],
    [
      'that it excludes, not even perhaps',
      { occurredOn: null, intermediaries: [] },
      { intermediaries: ['AE'], excludes: ['x'] },
      'left out',
    ],
    ['that it does not exclude by another name', {}, { excludes: ['y'], includes: ['y'] }, 'counted'],
  ])('%s', (_, facts, rule, expected) => {
    expect(fate(facts, rule)).toBe(expected);
  });

  it('line by line: the other lines of the exchange may be left out', () => {
    const civilians = line({ category: 'civilian', people: exactly(8) });
    expect(step([LINE, civilians], { categories: ['prisoner-of-war'] })).toMatchObject({
      counted: [LINE],
      residual: { low: 0, high: 0 },
    });
  });
});
