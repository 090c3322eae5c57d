import { exchangesOfTheTable } from '../../testing/exchange-table.js';
import { fate, LINE, line, step, total } from '../../testing/counts.js';
import { exactly, NOT_STATED, type Figure } from '../values/figure.js';
import type { InclusionRule } from './inclusion-rule.js';
import { reconcile } from './reconciliation.js';

/** Prisoners of war, both ways, of the exchanges that the Emirates mediated; that of 2 October 2025 nobody mediated. */
const EMIRATI: Partial<InclusionRule> = { intermediaries: ['AE'], categories: ['prisoner-of-war'] };
const EMIRATI_TOTALS = [
  ['2025-05-06', 4181],
  ['2025-08-14', 4349],
  ['2025-08-24', 4641],
  ['2026-02-05', 4955],
  ['2026-03-05', 5355],
  ['2026-03-06', 5955],
  ['2026-04-24', 6691],
] as const;

describe('the totals of the United Arab Emirates, held against the exchanges', () => {
  const lines = exchangesOfTheTable();
  const held = (rule: Partial<InclusionRule>) =>
    reconcile(
      EMIRATI_TOTALS.map(([asOf, people]) => total(asOf, people, rule)),
      lines,
    );

  it('follow from each other, but for 350 people of the last step', () => {
    expect(held(EMIRATI).map(({ asOf, step }) => [asOf, step?.stated, step?.expected, step?.residual])).toEqual([
      ['2025-05-06', undefined, undefined, undefined],
      ['2025-08-14', exactly(168), exactly(168), { low: 0, high: 0 }],
      ['2025-08-24', exactly(292), exactly(292), { low: 0, high: 0 }],
      ['2026-02-05', exactly(314), exactly(314), { low: 0, high: 0 }],
      ['2026-03-05', exactly(400), exactly(400), { low: 0, high: 0 }],
      ['2026-03-06', exactly(600), exactly(600), { low: 0, high: 0 }],
      ['2026-04-24', exactly(736), exactly(386), { low: 350, high: 350 }],
    ]);
  });

  it('leave nothing open, and name the exchanges that they count', () => {
    const steps = held(EMIRATI).flatMap(({ step }) => step ?? []);
    expect(steps.flatMap(({ open }) => open)).toEqual([]);
    expect(
      steps.map(({ counted }) => counted.map(({ exchangeId, powerOfOrigin }) => [exchangeId, powerOfOrigin])),
    ).toEqual(
      EMIRATI_TOTALS.slice(1).map(([asOf]) => [
        [asOf, 'RU'],
        [asOf, 'UA'],
      ]),
    );
  });

  it('leave open an exchange of which nobody states who mediated it', () => {
    const unstated = lines.map((one) => (one.exchangeId === '2025-10-02' ? { ...one, intermediaries: null } : one));
    const totals = EMIRATI_TOTALS.map(([asOf, people]) => total(asOf, people, EMIRATI));
    const { step } = reconcile(totals, unstated)[3]!;
    expect(step).toMatchObject({ expected: exactly(314), residual: { low: -370, high: 0 } });
    expect(step!.open.map(({ exchangeId, people }) => [exchangeId, people])).toEqual([
      ['2025-10-02', exactly(185)],
      ['2025-10-02', exactly(185)],
    ]);
  });

  it('do not count civilians: those of February 2026 would be three too many', () => {
    const { step } = held({ intermediaries: ['AE'] })[3]!;
    expect(step).toMatchObject({ expected: exactly(317), residual: { low: -3, high: -3 } });
  });

  it('are not explained by a rule that counts everyone where the number of civilians is not stated', () => {
    const { step } = held({ intermediaries: ['AE'] })[6]!;
    expect(step).toMatchObject({ expected: { kind: 'at-least', value: 386 }, residual: { low: null, high: 350 } });
  });
});

describe('what Ukraine counts of its own, held against the exchanges', () => {
  it('leaves out the other side, of whom nobody states how many there were', () => {
    const ukrainians = { powersOfOrigin: ['UA'] };
    const totals = [total('2023-05-25', 2430, ukrainians), total('2023-08-07', 2598, ukrainians)];
    expect(reconcile(totals, exchangesOfTheTable())[1]!.step).toMatchObject({
      stated: exactly(168),
      expected: exactly(164),
      residual: { low: 4, high: 4 },
      open: [],
    });
  });
});

describe('a total that says from which day it counts', () => {
  it('needs none before it: it is held against the exchanges since that day', () => {
    const before = line({ exchangeId: 'before', occurredOn: '2025-07-31' });
    const [first] = reconcile([total('2025-08-24', 150, { from: '2025-08-01' })], [before, LINE]);
    expect(first!.step).toEqual({
      since: null,
      stated: exactly(150),
      expected: exactly(146),
      residual: { low: 4, high: 4 },
      counted: [LINE],
      open: [],
    });
  });

  it('goes on from the total before that counts from the same day, and from no other', () => {
    const sinceTheWar = { from: '2022-02-24' };
    const totals = [total('2025-08-14', 1000, sinceTheWar), total('2025-08-24', 1146, sinceTheWar)];
    expect(step([LINE], {}, totals)).toMatchObject({ since: 'as-of-2025-08-14', residual: { low: 0, high: 0 } });
    const ofTheYear = [totals[0]!, total('2025-08-24', 146, { from: '2025-01-01' })];
    expect(step([LINE], {}, ofTheYear)).toMatchObject({ since: null, residual: { low: 0, high: 0 } });
  });
});

describe('a figure that is contradicted', () => {
  it('counts, and the residual is as wide as all that is said', () => {
    const disputed = line({ people: exactly(189), contradicted: { low: 150, high: 189 } });
    const totals = [total('2025-08-14', 1000), total('2025-08-24', 1189)];
    expect(step([disputed], {}, totals)).toMatchObject({ expected: exactly(189), residual: { low: 0, high: 39 } });
    const perhaps = { ...disputed, occurredOn: null };
    expect(step([perhaps], {}, totals)).toMatchObject({ expected: exactly(0), residual: { low: 0, high: 189 } });
  });
});

describe('a step of a count', () => {
  it('begins at the total before: the first total has none, and no totals have no steps', () => {
    expect(reconcile([], [LINE])).toEqual([]);
    const first = total('2025-08-24', 146);
    expect(reconcile([first], [LINE])).toEqual([
      { totalId: first.totalId, asOf: first.asOf, total: exactly(146), step: null },
    ]);
  });

  it('is the same in whatever order the totals come, and leaves them as they were', () => {
    const totals = Object.freeze([total('2025-08-24', 1146), total('2025-10-02', 1200), total('2025-08-14', 1000)]);
    expect(reconcile(totals, [LINE])).toEqual(reconcile(totals.toReversed(), [LINE]));
    expect(reconcile(totals, [LINE]).map(({ asOf }) => asOf)).toEqual(['2025-08-14', '2025-08-24', '2025-10-02']);
  });

  it('is of one day where two totals are: the second corrects the first, and no exchange lies in between', () => {
    const totals = [total('2025-08-24', 1146), { ...total('2025-08-24', 1150), totalId: 'corrected' }];
    expect(step([LINE], {}, totals)).toMatchObject({
      stated: exactly(4),
      expected: exactly(0),
      residual: { low: 4, high: 4 },
      counted: [],
      open: [],
    });
  });

  it('shows a total that fell by a residual below 0', () => {
    const fallen = step([], {}, [total('2025-08-14', 2430), total('2025-08-24', 2340)]);
    expect(fallen).toMatchObject({ stated: NOT_STATED, residual: { low: -90, high: -90 } });
  });

  it('shows that nothing is expected where no exchange is at hand', () => {
    expect(step([])).toMatchObject({ stated: exactly(146), expected: exactly(0), residual: { low: 146, high: 146 } });
  });

  it('goes by the rule of its own total, whatever the total before counted', () => {
    const totals = [total('2025-08-14', 1000, { intermediaries: ['TR'] }), total('2025-08-24', 1146)];
    expect(fate({}, {}, totals)).toBe('counted');
  });
});

const totals = (before: Figure, after: Figure) => [total('2025-08-14', before), total('2025-08-24', after)];

describe('a residual', () => {
  it('is a bound, never 0, where an exchange of the step has a figure that is not stated', () => {
    expect(step([LINE, line({ exchangeId: 'y', people: NOT_STATED })])).toMatchObject({
      expected: { kind: 'at-least', value: 146 },
      residual: { low: null, high: 0 },
    });
    expect(step([line({ people: { kind: 'withheld' } })]).residual).toEqual({ low: null, high: 146 });
    expect(step([line({ people: { kind: 'about', value: 146 } })]).residual).toEqual({ low: null, high: 146 });
  });

  it('spans what a figure of the step leaves open', () => {
    expect(step([line({ people: { kind: 'between', low: 140, high: 150 } })]).residual).toEqual({ low: -4, high: 6 });
    expect(step([line({ people: { kind: 'at-most', value: 150 } })]).residual).toEqual({ low: -4, high: 146 });
    expect(step([line({ people: { kind: 'at-least', value: 140 } })]).residual).toEqual({ low: null, high: 6 });
  });

  it('is widened by what may or may not belong, from none of them to all', () => {
    const open = [line({ exchangeId: 'y', occurredOn: null, people: exactly(10) })];
    expect(step([LINE, ...open]).residual).toEqual({ low: -10, high: 0 });
    const unknown = line({ exchangeId: 'y', occurredOn: null, people: NOT_STATED });
    expect(step([LINE, unknown])).toMatchObject({ residual: { low: null, high: 0 }, open: [unknown] });
  });

  it.each<[string, Figure, Figure, object]>([
    ['from about 1,000', { kind: 'about', value: 1000 }, exactly(1146), { low: null, high: 1000 }],
    ['to about 1,146', exactly(1000), { kind: 'about', value: 1146 }, { low: -1146, high: null }],
    ['from at least 1,000', { kind: 'at-least', value: 1000 }, exactly(1146), { low: null, high: 0 }],
    ['to at least 1,146', exactly(1000), { kind: 'at-least', value: 1146 }, { low: 0, high: null }],
    ['to at most 1,146', exactly(1000), { kind: 'at-most', value: 1146 }, { low: -1146, high: 0 }],
    ['to 1,140 to 1,150', exactly(1000), { kind: 'between', low: 1140, high: 1150 }, { low: -6, high: 4 }],
    ['from and to a total that is not stated', NOT_STATED, NOT_STATED, { low: null, high: null }],
  ])('%s is as wide as the totals are', (_, before, after, residual) => {
    expect(step([LINE], {}, totals(before, after)).residual).toEqual(residual);
  });
});
