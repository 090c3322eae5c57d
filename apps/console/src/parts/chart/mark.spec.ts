import { markOf, reachOf } from './mark.js';

describe('the mark of a figure', () => {
  it.each([
    [{ kind: 'exact', value: 146 } as const, { kind: 'dot', at: 146 }],
    [{ kind: 'about', value: 6_000 } as const, { kind: 'about', at: 6_000, low: 6_000, high: null }],
    [{ kind: 'about', value: 150, low: 100, high: 200 } as const, { kind: 'about', at: 150, low: 100, high: 200 }],
    [{ kind: 'between', low: 138, high: 146 } as const, { kind: 'bar', low: 138, high: 146 }],
    [{ kind: 'at-least', value: 200 } as const, { kind: 'open', at: 200, towards: 'more' }],
    [{ kind: 'at-most', value: 9 } as const, { kind: 'open', at: 9, towards: 'less' }],
    [{ kind: 'not-stated' } as const, { kind: 'unknown', isWithheld: false }],
    [{ kind: 'withheld' } as const, { kind: 'unknown', isWithheld: true }],
  ])('of %j is %j', (figure, mark) => {
    expect(markOf(figure)).toEqual(mark);
  });
});

describe('the reach of figures', () => {
  it('is the greatest number that any of them names', () => {
    expect(
      reachOf([
        { kind: 'between', low: 1, high: 300 },
        { kind: 'about', value: 350 },
        { kind: 'at-least', value: 400 },
        { kind: 'not-stated' },
      ]),
    ).toBe(400);
  });

  it('is 0 where none is known', () => {
    expect(reachOf([{ kind: 'not-stated' }, { kind: 'withheld' }])).toBe(0);
  });
});
