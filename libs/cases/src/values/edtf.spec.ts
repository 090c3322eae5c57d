import { addDays, daysBetween, daysOf, isEdtf, isOneDay } from './edtf.js';

describe('a date', () => {
  it.each<[string, earliest: string | null, latest: string | null]>([
    ['2025-08-24', '2025-08-24', '2025-08-24'],
    ['2025-08-24?', '2025-08-24', '2025-08-24'],
    ['2025-08-24~', '2025-08-24', '2025-08-24'],
    ['2025-08%', '2025-08-01', '2025-08-31'],
    ['2025-02', '2025-02-01', '2025-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2024-02-29', '2024-02-29', '2024-02-29'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['2022-21', '2022-03-01', '2022-05-31'],
    ['2022-22', '2022-06-01', '2022-08-31'],
    ['2022-23', '2022-09-01', '2022-11-30'],
    ['2022-24', '2022-01-01', '2023-02-28'],
    ['2023-24', '2023-01-01', '2024-02-29'],
    ['../2022-05', null, '2022-05-31'],
    ['2022-05/..', '2022-05-01', null],
    ['2022-21/2022-22', '2022-03-01', '2022-08-31'],
    ['2025-08-24/2025-08-24', '2025-08-24', '2025-08-24'],
    ['2025-08/2025-08-01', '2025-08-01', '2025-08-01'],
  ])('%s can mean %s to %s', (date, earliest, latest) => {
    expect(daysOf(date)).toEqual({ earliest, latest });
    expect(isEdtf(date)).toBe(true);
  });

  const malformed =
    '? .. ../.. / 2025/ /2025 2025/2026/2027 2026/2025 2025-08-24/2025-07 25 02025 -2025 2025-8 2025-08-24??';
  const impossible =
    '0000 2025-00 2025-13 2025-20 2025-25 2025-08-00 2025-08-32 2025-02-29 2025-21-01 9999-24 2025-08-XX';
  const foreign = ['', ' 2025', '2025-08-24 ', '2025\n', '2025-08-24T10:00Z', '٢٠٢٥', '2025-08-24/'.repeat(4)];
  it.each([...malformed.split(' '), ...impossible.split(' '), ...foreign])('is not %j', (text) => {
    expect(daysOf(text)).toBeUndefined();
    expect(isEdtf(text)).toBe(false);
  });

  it.each([[null], [undefined], [2025], [new Date()], [['2025']], [{}]])('is text, not %j', (value) => {
    expect(isEdtf(value)).toBe(false);
  });

  it('is one day if it says which, certain or not', () => {
    expect(['2025-08-24', '2025-08-24?', '2025-08-24/2025-08-24'].map(isOneDay)).toEqual([true, true, true]);
    expect(['2025-08', '2022-21', '../2025-08-24', 'never'].map(isOneDay)).toEqual([false, false, false, false]);
  });

  it('is so many days from another, across leap years and ends of years', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2025-12-31', '2025-12-30')).toBe(-1);
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  });
});
