import { given } from '#eventsourcing/testing';
import { AT, registered, useCaseOf, went, whereaboutsIn } from '../../testing/case-files.js';
import { exactly, NOT_STATED, type Figure } from '../values/figure.js';
import { cohort } from './cohort.js';
import { MarkInTransit } from './commands/mark-in-transit.js';
import { RecordExit } from './commands/record-exit.js';
import type { PositionChoice } from './commands/movement-fields.js';
import type { CohortEvent } from './events.js';
import { whereabouts } from './whereabouts.js';

const BY = { destination: { country: 'BY' } };
const released = (people: Figure, occurredOn: string | null = null): CohortEvent[] => [
  registered(people),
  went(AT.custody, AT.released, { everyone: people }, { occurredOn }),
];
const depart = (history: readonly CohortEvent[], fields: object = {}) =>
  given({ 'cohort-a': history }).when(useCaseOf(MarkInTransit), 'a', { ...BY, ...fields });

describe('how many move', () => {
  it('is everyone who is there where no headcount is given', () => {
    for (const fields of [{}, { headcount: null }]) {
      const [decided] = depart(released(exactly(146)), fields).decided();
      expect(decided!.events[0]!.data).toMatchObject({
        moved: [{ from: AT.released, to: AT['in-transit'], people: exactly(146), whole: true }],
      });
    }
  });

  it('is a part where one is given', () => {
    expect(whereaboutsIn(depart(released(exactly(146)), { headcount: exactly(138) }).after(cohort, 'a'))).toEqual({
      released: '8',
      'in-transit BY': '138',
    });
  });

  it('can be exactly all, and leaves nobody behind', () => {
    expect(whereaboutsIn(depart(released(exactly(146)), { headcount: exactly(146) }).after(cohort, 'a'))).toEqual({
      'in-transit BY': '146',
    });
  });

  it('is not more than there are', () => {
    depart(released(exactly(146)), { headcount: exactly(147) }).thenRejected('not-enough-people', {
      asked: exactly(147),
      there: exactly(146),
      position: AT.released,
    });
  });

  it('is not nobody', () => {
    depart(released(exactly(146)), { headcount: exactly(0) }).thenRejected('nobody-to-move');
    depart(released(exactly(146)), { headcount: { kind: 'at-most', value: 0 } }).thenRejected('nobody-to-move');
  });

  it.each<[there: Figure, asked: Figure | undefined, left: string | undefined, moved: string]>([
    [NOT_STATED, undefined, undefined, 'not stated'],
    [{ kind: 'withheld' }, undefined, undefined, 'withheld'],
    [{ kind: 'about', value: 100 }, undefined, undefined, 'about 100'],
    [{ kind: 'between', low: 100, high: 150 }, undefined, undefined, '100 to 150'],
    [NOT_STATED, exactly(30), 'not stated', '30'],
    [NOT_STATED, NOT_STATED, 'not stated', 'not stated'],
    [{ kind: 'withheld' }, exactly(30), 'not stated', '30'],
    [{ kind: 'about', value: 100 }, exactly(30), 'about 70', '30'],
    [{ kind: 'at-least', value: 100 }, exactly(30), 'at least 70', '30'],
    [{ kind: 'at-most', value: 100 }, exactly(30), 'at most 70', '30'],
    [{ kind: 'between', low: 100, high: 150 }, exactly(30), '70 to 120', '30'],
    [{ kind: 'between', low: 100, high: 150 }, exactly(150), '0', '150'],
    [exactly(146), { kind: 'about', value: 100 }, 'about 46', 'about 100'],
    [exactly(146), { kind: 'about', value: 200 }, 'at most 146', 'at most 146'],
    [exactly(146), { kind: 'at-least', value: 100 }, 'at most 46', '100 to 146'],
    [exactly(146), { kind: 'at-most', value: 100 }, '46 to 146', 'at most 100'],
    [exactly(146), { kind: 'between', low: 100, high: 120 }, '26 to 46', '100 to 120'],
    [exactly(146), NOT_STATED, 'at most 146', 'at most 146'],
    [exactly(146), { kind: 'withheld' }, 'at most 146', 'at most 146'],
    [exactly(146), { kind: 'at-least', value: 146 }, '0', '146'],
  ])('of %j who are there can be %j', (there, asked, left, moved) => {
    expect(whereaboutsIn(depart(released(there), { headcount: asked }).after(cohort, 'a'))).toEqual({
      ...(left !== undefined && { released: left }),
      'in-transit BY': moved,
    });
  });

  it.each<[there: Figure, asked: Figure]>([
    [exactly(146), { kind: 'at-least', value: 147 }],
    [exactly(146), { kind: 'between', low: 147, high: 150 }],
    [{ kind: 'at-most', value: 100 }, exactly(101)],
    [{ kind: 'between', low: 100, high: 150 }, exactly(151)],
  ])('of %j who are there cannot be %j', (there, asked) => {
    depart(released(there), { headcount: asked }).thenRejected('not-enough-people');
  });

  it('is looked at in the light of who is elsewhere', () => {
    const history = [
      registered(),
      went(AT.custody, AT.released, { kind: 'at-most', value: 200 }),
      went(AT.released, AT['in-transit'], exactly(140)),
    ];
    depart(history, { headcount: exactly(7) }).thenRejected('not-enough-people', {
      there: { kind: 'at-most', value: 6 },
    });
  });

  it('does not grow on the way, though nobody knows how many there are elsewhere', () => {
    const history = [
      registered({ kind: 'about', value: 100 }),
      went(AT.custody, AT.released, exactly(1)),
      went(AT.released, AT['interim-care'], { kind: 'between', low: 0, high: 3 }),
    ];
    const from = { stage: 'interim-care' } as const;
    depart(history, { from, headcount: { kind: 'at-least', value: 2 } }).thenRejected('not-enough-people', {
      asked: { kind: 'at-least', value: 2 },
      there: { kind: 'at-most', value: 1 },
    });
  });
});

describe('from where they move', () => {
  const GOMEL = whereabouts('interim-care', { country: 'BY', place: 'Gomel' });
  const ANKARA = whereabouts('interim-care', { country: 'TR', place: 'Ankara' });
  const several = [
    registered(),
    went(AT.custody, AT.released, exactly(100)),
    went(AT.released, GOMEL, exactly(50)),
    went(AT.released, ANKARA, exactly(30)),
    went(AT.released, AT['interim-care'], exactly(10)),
  ];

  it('needs no saying where one position fits, though there are people elsewhere', () => {
    expect(whereaboutsIn(depart(several.slice(0, 2)).after(cohort, 'a'))).toEqual({
      'custody UA': '46',
      'in-transit BY': '100',
    });
  });

  it('needs saying where several would fit', () => {
    depart(several).thenRejected('position-ambiguous', {
      candidates: [AT.released, GOMEL, ANKARA, AT['interim-care']],
    });
    depart(several, { from: { stage: 'interim-care', country: 'BY' } }).thenRejected('position-ambiguous', {
      candidates: [GOMEL, AT['interim-care']],
    });
  });

  it.each<[from: PositionChoice, left: string]>([
    [{ stage: 'released' }, 'released'],
    [{ stage: 'interim-care', country: 'TR' }, 'interim-care TR Ankara'],
    [{ stage: 'interim-care', place: 'Gomel' }, 'interim-care BY Gomel'],
    [{ stage: 'interim-care', country: 'BY', place: null }, 'interim-care BY'],
  ])('is said by %j', (from, left) => {
    const before = whereaboutsIn(
      given({ 'cohort-a': several })
        .when(useCaseOf(MarkInTransit), 'a', { ...BY, from })
        .after(cohort, 'a'),
    );
    expect(before[left]).toBeUndefined();
  });

  it.each<[string, CohortEvent[]]>([
    [
      'custodians',
      [
        AT.custody,
        whereabouts('custody', { country: 'UA', runBy: 'SBU' }),
        whereabouts('custody', { country: 'UA', runBy: 'GUR' }),
      ].map((to) => went(AT.released, to, exactly(1))),
    ],
    [
      'operators',
      ['a ministry', 'a charity'].map((runBy) =>
        went(AT.released, whereabouts('rehabilitation', { country: 'RU', runBy }), exactly(1)),
      ),
    ],
  ])('can be said of any candidate that a refusal named: positions that differ in their %s only', (_, entries) => {
    const history = [
      registered(exactly(9), AT.released),
      ...entries,
      went(AT.released, AT.discharged, { everyone: exactly(6) }),
    ];
    const when = (fields: object) =>
      given({ 'cohort-a': history }).when(useCaseOf(RecordExit), 'a', { kind: 'died', ...fields });
    const refused = (): readonly object[] => {
      try {
        when({}).decided();
        return [];
      } catch (error) {
        return (error as { facts: { candidates: object[] } }).facts.candidates;
      }
    };
    expect(refused()).toHaveLength(entries.length);
    for (const from of refused())
      expect(when({ from }).decided()[0]!.events[0]!.data).toMatchObject({ moved: [{ from }] });
  });

  it('is somewhere where people are', () => {
    depart(several, { from: { stage: 'interim-care', place: 'Brest' } }).thenRejected('nobody-there');
    depart(several, { from: { stage: 'repatriated' } }).thenRejected('nobody-there');
  });

  it('is a stage that the movement starts from', () => {
    depart(several, { from: { stage: 'custody' } }).thenRejected('stage-not-allowed', { asked: 'custody' });
  });

  it('is not where nobody is left', () => {
    depart([
      ...released(exactly(1)),
      went(AT.released, AT.repatriated, { everyone: exactly(1) }),
      went(AT.repatriated, AT.exited, exactly(1)),
    ]).thenRejected('stage-not-allowed', { present: ['exited'] });
  });
});

describe('when they move', () => {
  const now = { now: '2025-09-01T23:30:00.000Z' };
  const on = (occurredOn: string | null) =>
    given({ 'cohort-a': released(exactly(146), '2025-08-24') }).when(
      useCaseOf(MarkInTransit),
      'a',
      { ...BY, occurredOn },
      now,
    );

  it.each([
    null,
    '2025-08-24',
    '2025-08-24?',
    '2025-09-01',
    '2025-09-02',
    '2025-09',
    '2025',
    '../2025-09',
    '2025-08-20/..',
  ])('can be %j, at 2025-09-01 in Greenwich, of people who came on 2025-08-24', (occurredOn) =>
    expect(on(occurredOn).decided()[0]!.events[0]!.data).toMatchObject({ occurredOn }),
  );

  it.each(['2025-09-03', '2025-10', '2026', '2026/..'])('is not %s, in the future', (occurredOn) =>
    on(occurredOn).thenRejected('occurred-in-the-future'),
  );

  it.each(['2025-08-23', '2025-07', '2024', '2022-21', '../2025-08-23'])(
    'is not %s, before they came',
    (occurredOn) => {
      on(occurredOn).thenRejected('occurred-before-arrival', { since: '2025-08-24' });
    },
  );

  it('can be any day where it is not stated when they came', () => {
    expect(depart(released(exactly(146)), { occurredOn: '2020-01-01' }).decided()).toHaveLength(1);
  });

  it('can be before those who were recorded first came, if others came before them', () => {
    const history = [
      registered(),
      went(AT.custody, AT.released, exactly(100), { occurredOn: '2025-08-24' }),
      went(AT.custody, AT.released, exactly(46), { occurredOn: '2025-08-14' }),
    ];
    expect(depart(history, { headcount: exactly(46), occurredOn: '2025-08-15' }).decided()).toHaveLength(1);
    depart(history, { headcount: exactly(46), occurredOn: '2025-08-13' }).thenRejected('occurred-before-arrival');
  });
});

describe('whose case takes commands', () => {
  it('is a cohort that is known', () => {
    depart([]).thenRejected('cohort-not-found', { cohortId: 'a' });
  });
});
