import { axisOfDays, axisUpTo } from './axis.js';

describe('an axis of numbers', () => {
  it('begins at 0 and leaves room for an arrow behind the greatest', () => {
    const { at } = axisUpTo(400);
    expect(at(0)).toBe(0);
    expect(at(400)).toBe(94);
    expect(at(200)).toBe(47);
  });

  it('has whole numbers alone, as it counts people', () => {
    expect(axisUpTo(2).ticks).toEqual([0, 1, 2]);
  });

  it('can be drawn where nothing is known', () => {
    expect(axisUpTo(0).at(0)).toBe(0);
  });
});

describe('an axis of days', () => {
  it('gives every day its whole width', () => {
    const { at } = axisOfDays('2025-08-24', '2025-08-27');
    expect([at('2025-08-24'), at('2025-08-25'), at('2025-08-28')]).toEqual([0, 25, 100]);
  });
});
