import { nextTry, RETRY_AFTER } from './retry-schedule.js';

describe('the times of the attempts', () => {
  it('are those that the specification recommends: ten in some three days', () => {
    const waits = Array.from({ length: 10 }, (_, tried) => nextTry(RETRY_AFTER, tried + 1, 0, undefined));
    expect(waits.slice(0, 3)).toEqual([5_000, 300_000, 1_800_000]);
    expect(waits.at(-1)).toBeUndefined();
    const hours = waits.slice(0, 9).reduce<number>((sum, wait) => sum + wait!, 0) / 3_600_000;
    expect(Math.round(hours * 100) / 100).toBe(75.58);
  });

  it('are scattered over a tenth more', () => {
    expect(nextTry([1_000], 1, 1, undefined)).toBe(1_100);
    expect(nextTry([1_000], 1, 0.5, undefined)).toBe(1_050);
  });

  it('are put off as long as the receiver asks, and no longer than a day', () => {
    expect(nextTry([1_000], 1, 0, 120)).toBe(120_000);
    expect(nextTry([1_000], 1, 0, 0.1)).toBe(1_000);
    expect(nextTry([1_000], 1, 0, 1e9)).toBe(24 * 3_600_000);
  });
});
