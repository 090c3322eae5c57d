import { exactly, type Figure } from '../values/figure.js';
import { tallyOf } from '../values/tally.js';
import { peopleOn, type DayChange, type DayStep } from './people-on-a-day.js';

const change =
  (sign: 1 | -1) =>
  (account: string, people: number | Figure, unknown = account): DayChange => {
    const [cohort, row] = account.split('/') as [string, string];
    return {
      cohort,
      account,
      row,
      sign,
      amount: tallyOf(typeof people === 'number' ? exactly(people) : people, unknown),
    };
  };
const comes = change(1);
const goes = change(-1);

const step = (earliest: string | null, latest: string, ...changes: readonly DayChange[]): DayStep => {
  return { earliest, latest, changes };
};
const on = (day: string, ...changes: readonly DayChange[]): DayStep => step(day, day, ...changes);

/** What is said of each row on a day. */
const there = (day: string, ...steps: readonly DayStep[]) =>
  Object.fromEntries(peopleOn(day, steps).map(({ row, people }) => [row, people]));
const between = (low: number, high: number): Figure => ({ kind: 'between', low, high });
const atMost = (value: number): Figure => ({ kind: 'at-most', value });

describe('people on a day', () => {
  const released = on('2026-02-01', comes('a/released', 10));
  const left = step('2026-02-01', '2026-02-28', goes('a/released', 6), comes('a/in-transit', 6));

  it('are between those who certainly stayed and those who possibly did, where the date of leaving is rough', () => {
    expect(there('2026-02-15', released, left)).toEqual({ released: between(4, 10), 'in-transit': atMost(6) });
    expect(peopleOn('2026-02-15', [released, left]).map(({ isRange }) => isRange)).toEqual([true, true]);
  });

  it('are one number before the first and from the last day on which they can have left', () => {
    expect(there('2026-01-31', released, left)).toEqual({});
    expect(there('2026-02-28', released, left)).toEqual({ released: exactly(4), 'in-transit': exactly(6) });
    expect(peopleOn('2026-02-28', [released, left]).map(({ isRange }) => isRange)).toEqual([false, false]);
  });

  it('who are registered without a date are between nobody and all of them, until all were handed over', () => {
    const registered = step(null, '2025-09-10', comes('a/custody', 146));
    const handedOver = on('2025-08-24', goes('a/custody', 146), comes('a/released', 146));
    expect(there('2025-08-23', registered, handedOver)).toEqual({ custody: atMost(146) });
    expect(there('2025-08-24', registered, handedOver)).toEqual({ custody: exactly(0), released: exactly(146) });
  });

  it('are not fewer or more because somebody went from one facility to another within the row', () => {
    const first = { ...comes('a/custody', 10), account: 'camp' };
    const out = { ...goes('a/custody', 10), account: 'camp' };
    const second = { ...comes('a/custody', 10), account: 'prison' };
    const steps = [on('2025-08-01', first), step(null, '2025-09-10', out, second)];
    expect(peopleOn('2025-08-20', steps)).toMatchObject([
      { accounts: ['camp', 'prison'], people: exactly(10), isRange: false },
    ]);
    expect(peopleOn('2025-09-10', steps)).toMatchObject([{ accounts: ['prison'], people: exactly(10) }]);
  });

  it('are not fewer or more because a part of the cohort became one of its own', () => {
    const steps = [
      on('2025-08-01', comes('a/custody', 10)),
      step(null, '2025-09-10', goes('a/custody', 4), comes('b/custody', 4)),
    ];
    expect(peopleOn('2025-08-20', steps)).toMatchObject([{ cohorts: ['a', 'b'], people: exactly(10), isRange: false }]);
  });

  it('are as many as they were or as they were counted, where nobody says when they were counted again', () => {
    const counted = step('2025-08-01', '2025-09-10', goes('a/custody', 10), comes('a/custody', 12));
    expect(there('2025-08-20', on('2025-08-01', comes('a/custody', 10)), counted)).toEqual({
      custody: between(10, 12),
    });
  });

  it('who are the same unknown people are not counted both where they came from and where they went', () => {
    const about: Figure = { kind: 'about', value: 250 };
    const steps = [
      on('2025-08-01', comes('a/custody', about, 'registered')),
      on('2025-08-24', goes('a/custody', about, 'registered'), comes('a/released', about, 'registered')),
    ];
    expect(there('2025-08-23', ...steps)).toEqual({ custody: about });
    expect(there('2025-08-24', ...steps)).toEqual({ released: about });
  });

  it('are at most what the cohort has', () => {
    const registered = on('2025-08-01', comes('a/custody', 10));
    const some = step(
      '2025-08-01',
      '2025-08-31',
      goes('a/custody', { kind: 'not-stated' }, 'some'),
      comes('a/released', { kind: 'not-stated' }, 'some'),
    );
    expect(there('2025-08-20', registered, some)).toEqual({ custody: atMost(10), released: atMost(10) });
  });
});

describe('people on a day on which the dates contradict each other', () => {
  it('are held at nobody where more had left than can have come, and that is said', () => {
    const steps = [
      on('2025-08-10', comes('a/care', 2)),
      on('2025-08-24', comes('a/care', 5)),
      on('2025-08-20', goes('a/care', 5), comes('a/in-transit', 5)),
    ];
    expect(peopleOn('2025-08-22', steps)).toMatchObject([
      { row: 'care', people: exactly(0), isOwed: true },
      { row: 'in-transit', people: exactly(5), isOwed: false },
    ]);
    expect(peopleOn('2025-08-24', steps)).toMatchObject([{ people: exactly(2), isOwed: false }, { isOwed: false }]);
  });
});
