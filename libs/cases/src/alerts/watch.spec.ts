import { AT } from '../../testing/case-files.js';
import { BY_BELARUS } from '../../testing/pathway-files.js';
import { alarms, IN_CARE, kinds, NOBODY, UNLIMITED } from '../../testing/watched.js';
import { exactly, NOT_STATED, type Figure } from '../values/figure.js';
import { correctionTo } from './offered-correction.js';
import { watch, watchDecision, watchReports, type WatchedCohort } from './watch.js';

describe('where all is well', () => {
  it('nothing is asked', () => {
    expect(watch(NOBODY, BY_BELARUS, '2099-01-01')).toEqual([]);
    expect(alarms({}, '2025-08-24', BY_BELARUS)).toEqual([]);
  });

  it('nothing is asked where nobody is', () => {
    expect(kinds({ people: exactly(0) }, '2099-01-01', BY_BELARUS)).toEqual([]);
  });

  it('nothing is asked without a pathway either, but for what needs none', () => {
    const handover = { entryId: 'h', occurredOn: '2025-08-24', recordedOn: '2025-08-24' };
    const transit = { ...IN_CARE, position: AT['in-transit'], expectedOn: '2025-08-25', people: NOT_STATED };
    const watched = { balances: [IN_CARE, transit], openHandovers: [handover], unsourced: [handover] };
    expect(watch(watched, undefined, '2099-01-01').map(({ kind }) => kind)).toEqual([
      'figure-not-stated',
      'expected-arrival-passed',
      'no-basis',
    ]);
  });
});

describe('a figure that is not stated', () => {
  it.each<[Figure, boolean]>([
    [NOT_STATED, true],
    [{ kind: 'withheld' }, true],
    [{ kind: 'at-least', value: 0 }, true],
    [{ kind: 'at-least', value: 1 }, false],
    [{ kind: 'at-most', value: 9 }, false],
    [{ kind: 'about', value: 6000 }, false],
    [exactly(0), false],
  ])('is asked for where there is no number in it: %j, %s', (people, asked) => {
    expect(kinds({ people }, '2025-08-25', UNLIMITED)).toEqual(asked ? ['figure-not-stated'] : []);
  });

  it('is asked for since it was recorded, in its own words', () => {
    expect(alarms({ people: NOT_STATED }, '2025-08-25', UNLIMITED)).toMatchObject([
      {
        since: '2025-08-25',
        entryIds: ['e1', 'e2'],
        rule: { code: 'figure-not-stated', facts: { stage: 'interim-care', people: NOT_STATED } },
      },
    ]);
  });
});

describe('at an end of the way', () => {
  it.each(['discharged', 'exited'] as const)('nothing is asked of those %s but how many they are', (stage) => {
    const limits = { ...BY_BELARUS, stages: [{ stage, country: null, limitDays: 1 }], confirmDays: 1 };
    const ended = { position: AT[stage], expectedOn: '2025-08-25', expectedDays: 1 };
    expect(kinds(ended, '2099-01-01', limits)).toEqual([]);
    expect(kinds({ ...ended, people: NOT_STATED }, '2099-01-01', limits)).toEqual(['figure-not-stated']);
  });
});

const ACKNOWLEDGING = { ...UNLIMITED, acknowledgeDays: 7 };

describe('a handover that the receiving side did not acknowledge', () => {
  const handover = { entryId: 'h1', occurredOn: '2025-08-24' as string | null, recordedOn: '2025-08-26' };
  const asked = (facts: Partial<typeof handover>, today: string) =>
    watch({ ...NOBODY, openHandovers: [{ ...handover, ...facts }] }, ACKNOWLEDGING, today);

  it('is asked on the day after the last that the pathway allows', () => {
    expect(asked({}, '2025-08-31')).toEqual([]);
    expect(asked({}, '2025-09-01')).toEqual([
      {
        kind: 'handover-not-acknowledged',
        about: 'h1',
        since: '2025-09-01',
        entryIds: ['h1'],
        rule: { code: 'not-acknowledged', facts: { handedOver: '2025-08-24', acknowledgeDays: 7 } },
      },
    ]);
  });

  it('counts from the record where the day is not stated, and from the last day that an open date can mean', () => {
    expect(asked({ occurredOn: null }, '2025-09-02')).toEqual([]);
    expect(asked({ occurredOn: null }, '2025-09-03')).toMatchObject([{ since: '2025-09-03' }]);
    expect(asked({ occurredOn: '../2025-08-20' }, '2025-08-28')).toMatchObject([{ since: '2025-08-28' }]);
  });

  it('is asked of each handover', () => {
    const openHandovers = [handover, { ...handover, entryId: 'h2', occurredOn: '2025-08-25' }];
    const watched = { ...NOBODY, openHandovers };
    expect(watch(watched, ACKNOWLEDGING, '2025-09-02').map(({ about }) => about)).toEqual(['h1', 'h2']);
  });
});

describe('entries that name no source', () => {
  it('are asked about together, since the first of them was recorded', () => {
    const unsourced = [
      { entryId: 'e2', recordedOn: '2025-08-26' },
      { entryId: 'e1', recordedOn: '2025-08-25' },
    ];
    expect(watch({ ...NOBODY, unsourced }, UNLIMITED, '2025-08-26')).toEqual([
      {
        kind: 'no-basis',
        about: 'cohort',
        since: '2025-08-25',
        entryIds: ['e2', 'e1'],
        rule: { code: 'no-source', facts: { entries: 2 } },
      },
    ]);
  });
});

describe('reports that disagree', () => {
  it('are asked about line by line', () => {
    expect(watchReports('prisoners of war to Russia', ['e1', 'e2'], '2025-08-25')).toEqual({
      kind: 'reports-disagree',
      about: 'prisoners of war to Russia',
      since: '2025-08-25',
      entryIds: ['e1', 'e2'],
      rule: { code: 'sources-differ', facts: { line: 'prisoners of war to Russia' } },
    });
  });
});

describe('a figure that was accepted and its cohort', () => {
  const at = AT['interim-care'];
  const beyond = [{ whereabouts: at, people: exactly(146) }];
  const counted = { cohortId: 'c', exchangeId: 'x', beyond };
  const reason = 'The figure that was accepted for the exchange x';

  it('are asked about where they differ, with the correction that would put it right', () => {
    const offer = correctionTo({ ...counted, accepted: exactly(140), own: exactly(146) });
    expect(offer).toEqual({ command: 'correct-headcount', cohortId: 'c', body: { change: -6, at, reason } });
    const decided = {
      line: 'RU civilian exchange',
      accepted: exactly(140),
      own: exactly(146),
      decidedOn: '2025-08-25',
    };
    expect(watchDecision({ ...decided, entryIds: ['d', 'h'], offer })).toEqual({
      kind: 'accepted-figure-differs',
      about: 'RU civilian exchange',
      since: '2025-08-25',
      entryIds: ['d', 'h'],
      rule: {
        code: 'accepted-figure-differs',
        facts: { line: 'RU civilian exchange', accepted: exactly(140), own: exactly(146) },
      },
      offer,
    });
  });

  it('is counted again where what there is is no number, and they are in one position', () => {
    const unstated = { ...counted, accepted: exactly(140), own: NOT_STATED };
    expect(correctionTo({ ...unstated, beyond: [{ whereabouts: at, people: NOT_STATED }] })?.body).toEqual({
      counted: exactly(140),
      at,
      reason,
    });
    const elsewhere = { whereabouts: AT.released, people: exactly(3) };
    expect(correctionTo({ ...unstated, beyond: [...beyond, elsewhere] })).toBeNull();
  });

  it('takes people from where most are, and nobody from where too few are', () => {
    const both = [
      { whereabouts: AT.released, people: exactly(8) },
      { whereabouts: at, people: exactly(138) },
    ];
    const less = (value: number) =>
      correctionTo({ ...counted, beyond: both, accepted: exactly(value), own: exactly(146) });
    expect(less(140)?.body).toMatchObject({ change: -6, at });
    expect(less(1)).toBeNull();
    expect(less(150)?.body).toMatchObject({ change: 4, at });
  });
});

describe('the clock alone', () => {
  const watched: WatchedCohort = {
    balances: [
      IN_CARE,
      { ...IN_CARE, position: AT['in-transit'], people: NOT_STATED, since: '2025-08', expectedOn: '2025-09-03' },
      { ...IN_CARE, position: AT.rehabilitation, since: null, confirmedOn: '2025-09-10' },
    ],
    openHandovers: [{ entryId: 'h1', occurredOn: '2025-08-24', recordedOn: '2025-08-25' }],
    unsourced: [{ entryId: 'e1', recordedOn: '2025-08-25' }],
  };

  const at = (today: string) => watch(watched, BY_BELARUS, today);

  it('begins every alarm, on the first day on which it holds, and none ends by itself', () => {
    const days = Array.from({ length: 120 }, (_, index) =>
      new Date(Date.UTC(2025, 7, 25 + index)).toISOString().slice(0, 10),
    );
    const last = at(days.at(-1)!);
    expect(new Set(last.map(({ kind }) => kind)).size).toBe(6);
    for (const day of days) {
      const begun = last.filter(({ since }) => since <= day).map(({ kind, about, since }) => ({ kind, about, since }));
      expect(at(day).map(({ kind, about, since }) => ({ kind, about, since }))).toEqual(begun);
    }
  });

  it('gives the same answer to the same question, and changes nothing', () => {
    const before = JSON.stringify([watched, BY_BELARUS]);
    expect(at('2025-12-01')).toEqual(at('2025-12-01'));
    expect(JSON.stringify([watched, BY_BELARUS])).toBe(before);
  });
});
