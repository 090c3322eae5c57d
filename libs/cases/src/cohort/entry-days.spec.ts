import { daysOfEntry, presenceAfter } from './entry-days.js';

const RECORDED = '2025-09-10';
const days = (occurredOn: string | null, left: readonly string[] = [], presence = {}) =>
  daysOfEntry(occurredOn, RECORDED, left, presence);

describe('the days of an entry', () => {
  it.each([
    ['2025-08-24', '2025-08-24', '2025-08-24'],
    ['2025-08-24?', '2025-08-24', '2025-08-24'],
    ['2025-08', '2025-08-01', '2025-08-31'],
    ['2022-21', '2022-03-01', '2022-05-31'],
    ['../2025-08-20', null, '2025-08-20'],
    ['2025-08-20/..', '2025-08-20', RECORDED],
  ])('of %s are from %s to %s', (occurredOn, earliest, latest) => {
    expect(days(occurredOn)).toEqual({ earliest, latest, statedUntil: null });
  });

  it('without a date are any up to the one on which it was recorded', () => {
    expect(days(null)).toEqual({ earliest: null, latest: RECORDED, statedUntil: null });
  });

  it('are never after the one on which it was recorded', () => {
    expect(days('2025-09')).toMatchObject({ earliest: '2025-09-01', latest: RECORDED });
    expect(days('2026-01-01')).toMatchObject({ earliest: RECORDED, latest: RECORDED });
  });

  it('are never before anybody can have been in the position that it leaves', () => {
    const presence = { custody: '2025-08-20', care: null };
    expect(days('2025-08', ['custody'], presence)).toMatchObject({ earliest: '2025-08-20', latest: '2025-08-31' });
    expect(days(null, ['care'], presence)).toMatchObject({ earliest: null });
    expect(days(null, ['care', 'custody'], presence)).toMatchObject({ earliest: '2025-08-20' });
  });

  it('are the first on which anybody can have been there, where its date is wholly before: what it stated is named', () => {
    expect(days('2025-08-10', ['custody'], { custody: '2025-08-20' })).toEqual({
      earliest: '2025-08-20',
      latest: '2025-08-20',
      statedUntil: '2025-08-10',
    });
  });
});

describe('the first day on which somebody can have been in a position', () => {
  it('is the earliest of all who came', () => {
    const first = presenceAfter({}, ['custody'], '2025-08-20');
    expect(first).toEqual({ custody: '2025-08-20' });
    expect(presenceAfter(first, ['custody'], '2025-08-24')).toBe(first);
    expect(presenceAfter(first, ['custody'], '2025-08-10')).toEqual({ custody: '2025-08-10' });
  });

  it('is not bounded any more once somebody came who may have been there at any time', () => {
    const unbounded = presenceAfter({ custody: '2025-08-20' }, ['custody'], null);
    expect(unbounded).toEqual({ custody: null });
    expect(presenceAfter(unbounded, ['custody'], '2025-08-10')).toBe(unbounded);
  });
});
