import { bandsOf, daysFrom, turns } from './bands.js';

const DAYS = daysFrom('2025-08-30', '2025-09-02');
const exactly = (value: number) => ({ kind: 'exact', value }) as const;

describe('the days of a series', () => {
  it('go over the end of a month', () => {
    expect(DAYS).toEqual(['2025-08-30', '2025-08-31', '2025-09-01', '2025-09-02']);
  });
});

describe('the bands of a series', () => {
  it('tell days that are known from those with an open bound and those of which nothing is known', () => {
    const bands = bandsOf(DAYS, [
      { day: '2025-08-30', figure: { kind: 'between', low: 138, high: 146 } },
      { day: '2025-08-31', figure: { kind: 'at-least', value: 100 } },
      { day: '2025-09-01', figure: { kind: 'not-stated' } },
      { day: '2025-09-02', figure: { kind: 'at-most', value: 8 } },
    ]);
    expect(bands.map(({ kind }) => kind)).toEqual(['closed', 'open-above', 'unknown', 'closed']);
    expect(bands[0]!.days).toEqual([{ day: '2025-08-30', low: 138, high: 146, estimate: null }]);
    expect(bands[3]!.days).toEqual([{ day: '2025-09-02', low: 0, high: 8, estimate: null }]);
  });

  it('hold nobody on a day without a row', () => {
    const bands = bandsOf(DAYS, [{ day: '2025-09-01', figure: exactly(146) }]);
    expect(bands).toHaveLength(1);
    expect(bands[0]!.days.map(({ low, high }) => [low, high])).toEqual([
      [0, 0],
      [0, 0],
      [146, 146],
      [0, 0],
    ]);
  });
});

describe('the turns of a series', () => {
  it('are its first day and those on which something changed', () => {
    const figures = DAYS.map((day, index) => ({ day, figure: exactly(index < 2 ? 146 : 8) }));
    expect(turns(figures).map(({ day }) => day)).toEqual(['2025-08-30', '2025-09-01']);
  });
});
