import { AT } from '../../testing/case-files.js';
import { alarms, CONFIRMING, kinds, UNLIMITED } from '../../testing/watched.js';
import { whereabouts } from '../cohort/whereabouts.js';

/** A way that passes the transit twice, with a limit of 3 days the first time. */
const twice = (second: number | null) => ({
  ...UNLIMITED,
  stages: [
    { stage: 'in-transit', country: null, limitDays: 3 },
    { stage: 'in-transit', country: null, limitDays: second },
  ] as const,
});

describe('overdue in a stage', () => {
  it('is asked on the day after the last that the pathway allows, and names the entries and the rule', () => {
    expect(alarms({}, '2025-09-14')).toEqual([]);
    expect(alarms({}, '2025-09-15')).toEqual([
      {
        kind: 'overdue-in-stage',
        about: JSON.stringify(AT['interim-care']),
        since: '2025-09-15',
        entryIds: ['e1', 'e2'],
        rule: {
          code: 'longer-than-pathway',
          facts: { stage: 'interim-care', arrived: '2025-08-24', days: 22, limitDays: 21, pathway: 'by Belarus' },
        },
      },
    ]);
  });

  it('began when it began, however late it is asked', () => {
    expect(alarms({}, '2026-09-15')).toMatchObject([{ since: '2025-09-15' }]);
  });

  it('goes by the days that were expected, more or fewer, also where the pathway sets no limit', () => {
    expect(kinds({ expectedDays: 14 }, '2025-09-07')).toEqual([]);
    expect(kinds({ expectedDays: 14 }, '2025-09-08')).toEqual(['overdue-in-stage']);
    expect(kinds({ expectedDays: 60 }, '2025-09-15')).toEqual([]);
    expect(alarms({ expectedDays: 14 }, '2025-09-08', UNLIMITED)).toMatchObject([
      {
        rule: {
          code: 'longer-than-expected',
          facts: { stage: 'interim-care', arrived: '2025-08-24', days: 15, expectedDays: 14 },
        },
      },
    ]);
  });

  it('counts from the first day that a coarse date can mean, so that somebody asks in good time', () => {
    expect(kinds({ since: '2025-08' }, '2025-08-22')).toEqual([]);
    expect(kinds({ since: '2025-08' }, '2025-08-23')).toEqual(['overdue-in-stage']);
  });

  it('counts from the record where the day is not stated', () => {
    expect(kinds({ since: null }, '2025-09-15')).toEqual([]);
    expect(alarms({ since: null }, '2025-09-16')).toMatchObject([{ since: '2025-09-16' }]);
  });

  it('counts from the last day that an open date can mean, where that is before the record', () => {
    expect(alarms({ since: '../2025-08-20' }, '2025-09-11')).toMatchObject([{ since: '2025-09-11' }]);
    expect(alarms({ since: '../2025-09' }, '2025-09-16')).toMatchObject([{ since: '2025-09-16' }]);
  });

  it('asks nothing where the pathway has no such stage, no limit for it, or one in another country', () => {
    expect(kinds({}, '2099-01-01', UNLIMITED)).toEqual([]);
    expect(kinds({ position: AT.custody }, '2099-01-01')).toEqual([]);
    expect(kinds({ position: whereabouts('interim-care', { country: 'TR' }) }, '2099-01-01')).toEqual([]);
  });

  it('goes by the limit for the country before the one for any', () => {
    const stages = [
      { stage: 'interim-care', country: null, limitDays: 5 },
      { stage: 'interim-care', country: 'BY', limitDays: 21 },
    ] as const;
    expect(kinds({}, '2025-09-14', { ...UNLIMITED, stages })).toEqual([]);
    expect(
      kinds({ position: whereabouts('interim-care', { country: 'TR' }) }, '2025-08-30', { ...UNLIMITED, stages }),
    ).toEqual(['overdue-in-stage']);
  });

  it('goes by the longest limit where the way passes the stage twice', () => {
    const transit = { position: AT['in-transit'] };
    expect(kinds(transit, '2025-08-29', twice(5))).toEqual([]);
    expect(kinds(transit, '2025-08-30', twice(5))).toEqual(['overdue-in-stage']);
    expect(kinds(transit, '2099-01-01', twice(null))).toEqual([]);
  });
});

describe('an expected arrival that passed', () => {
  const transit = { position: AT['in-transit'], expectedOn: '2025-08-26' };

  it('is asked on the day after it, and not on the day itself', () => {
    expect(alarms(transit, '2025-08-26', UNLIMITED)).toEqual([]);
    expect(alarms(transit, '2025-08-27', UNLIMITED)).toEqual([
      {
        kind: 'expected-arrival-passed',
        about: JSON.stringify(AT['in-transit']),
        since: '2025-08-27',
        entryIds: ['e1', 'e2'],
        rule: { code: 'arrival-expected', facts: { expected: '2025-08-26' } },
      },
    ]);
  });

  it('waits for the last day that a coarse date can mean', () => {
    expect(kinds({ ...transit, expectedOn: '2025-08' }, '2025-08-31', UNLIMITED)).toEqual([]);
    expect(kinds({ ...transit, expectedOn: '2025-08' }, '2025-09-01', UNLIMITED)).toEqual(['expected-arrival-passed']);
    expect(kinds({ ...transit, expectedOn: '2025-08-26/..' }, '2099-01-01', UNLIMITED)).toEqual([]);
  });

  it('is not asked where nobody said when, nor of people who arrived', () => {
    expect(kinds({ ...transit, expectedOn: null }, '2099-01-01', UNLIMITED)).toEqual([]);
    expect(kinds({ expectedOn: '2025-08-26' }, '2099-01-01', UNLIMITED)).toEqual([]);
  });
});

describe('whereabouts that nobody confirmed', () => {
  it('are asked on the day after the last that the pathway allows since they came', () => {
    expect(alarms({}, '2025-09-23', CONFIRMING)).toEqual([]);
    expect(alarms({}, '2025-09-24', CONFIRMING)).toEqual([
      {
        kind: 'not-confirmed',
        about: JSON.stringify(AT['interim-care']),
        since: '2025-09-24',
        entryIds: ['e1', 'e2'],
        rule: { code: 'not-confirmed', facts: { seen: '2025-08-24', confirmDays: 30 } },
      },
    ]);
  });

  it('are asked again so many days after they were confirmed', () => {
    const confirmed = { confirmedOn: '2025-09-10' };
    expect(kinds(confirmed, '2025-10-10', CONFIRMING)).toEqual([]);
    expect(alarms(confirmed, '2025-10-11', CONFIRMING)).toMatchObject([{ since: '2025-10-11' }]);
  });

  it('count from the first day that a coarse confirmation can mean, and never from before they came', () => {
    expect(kinds({ confirmedOn: '2025-09' }, '2025-10-01', CONFIRMING)).toEqual([]);
    expect(kinds({ confirmedOn: '2025-09' }, '2025-10-02', CONFIRMING)).toEqual(['not-confirmed']);
    for (const confirmedOn of ['2025-08-01', '../2025-09-10']) {
      expect(alarms({ confirmedOn }, '2025-09-24', CONFIRMING)).toMatchObject([{ since: '2025-09-24' }]);
    }
  });

  it('count from the record where nobody said when they came', () => {
    expect(alarms({ since: null }, '2025-09-25', CONFIRMING)).toMatchObject([{ since: '2025-09-25' }]);
  });

  it('are asked of people in custody too', () => {
    expect(kinds({ position: AT.custody }, '2025-09-24', CONFIRMING)).toEqual(['not-confirmed']);
  });
});
