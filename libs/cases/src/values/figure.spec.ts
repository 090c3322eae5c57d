import fc from 'fast-check';
import { figures } from '../../testing/steps.js';
import {
  boundsOf,
  estimateOf,
  exactly,
  figureFrom,
  inWords,
  isNobody,
  MAX_PEOPLE,
  NOT_STATED,
  problemsOf,
  sameFigure,
  sumOf,
  type Figure,
} from './figure.js';

const KINDS: readonly [Figure, low: number, high: number | null, estimate: number | null, words: string][] = [
  [{ kind: 'exact', value: 146 }, 146, 146, 146, '146'],
  [{ kind: 'exact', value: 0 }, 0, 0, 0, '0'],
  [{ kind: 'about', value: 6000 }, 0, null, 6000, 'about 6000'],
  [{ kind: 'about', value: 60, low: 50, high: 80 }, 50, 80, 60, 'about 60'],
  [{ kind: 'at-least', value: 5 }, 5, null, null, 'at least 5'],
  [{ kind: 'at-most', value: 5 }, 0, 5, null, 'at most 5'],
  [{ kind: 'between', low: 200, high: 250 }, 200, 250, null, '200 to 250'],
  [{ kind: 'not-stated' }, 0, null, null, 'not stated'],
  [{ kind: 'withheld' }, 0, null, null, 'withheld'],
];

describe('a figure', () => {
  it.each(KINDS)('%j has bounds, an estimate or none, and words', (figure, low, high, estimate, words) => {
    expect(boundsOf(figure)).toEqual({ low, high });
    expect(estimateOf(figure)).toBe(estimate);
    expect(inWords(figure)).toBe(words);
  });

  it('that is not stated is not nobody, and neither is one that is withheld', () => {
    expect(isNobody(NOT_STATED)).toBe(false);
    expect(isNobody({ kind: 'withheld' })).toBe(false);
    expect(isNobody({ kind: 'at-most', value: 0 })).toBe(true);
    expect(isNobody(exactly(0))).toBe(true);
    expect(isNobody({ kind: 'about', value: 0 })).toBe(false);
  });

  it('is the same as another that says the same in the same way, and no other', () => {
    expect(sameFigure({ kind: 'between', low: 1, high: 2 }, { kind: 'between', low: 1, high: 2 })).toBe(true);
    expect(sameFigure({ kind: 'between', low: 5, high: 5 }, exactly(5))).toBe(false);
    expect(sameFigure({ kind: 'about', value: 5 }, { kind: 'about', value: 6 })).toBe(false);
    expect(sameFigure(NOT_STATED, { kind: 'withheld' })).toBe(false);
  });
});

describe('the figure of bounds', () => {
  it.each<[low: number, high: number | null, estimate: number | null, Figure]>([
    [5, 5, null, { kind: 'exact', value: 5 }],
    [0, 0, null, { kind: 'exact', value: 0 }],
    [0, null, null, NOT_STATED],
    [3, null, null, { kind: 'at-least', value: 3 }],
    [0, 9, null, { kind: 'at-most', value: 9 }],
    [3, 9, null, { kind: 'between', low: 3, high: 9 }],
    [0, null, 50, { kind: 'about', value: 50 }],
    [3, 9, 5, { kind: 'about', value: 5, low: 3, high: 9 }],
    [3, 9, 50, { kind: 'between', low: 3, high: 9 }],
    [3, 9, 2, { kind: 'between', low: 3, high: 9 }],
  ])('%j to %j with the estimate %j is %j', (low, high, estimate, figure) => {
    expect(figureFrom({ low, high }, estimate)).toEqual(figure);
  });

  it('has these bounds, whatever the estimate', () => {
    const bounds = fc.tuple(fc.nat(50), fc.option(fc.nat(50)), fc.option(fc.nat(120)));
    fc.assert(
      fc.property(bounds, ([low, more, estimate]) => {
        const high = more === null ? null : low + more;
        expect(boundsOf(figureFrom({ low, high }, estimate))).toEqual({ low, high });
      }),
    );
  });
});

describe('a sum of figures', () => {
  it.each<[readonly Figure[], Figure]>([
    [[], exactly(0)],
    [[exactly(138), exactly(8)], exactly(146)],
    [[NOT_STATED], NOT_STATED],
    [[NOT_STATED, exactly(8)], { kind: 'at-least', value: 8 }],
    [[{ kind: 'withheld' }, { kind: 'withheld' }], { kind: 'withheld' }],
    [[{ kind: 'withheld' }, NOT_STATED], NOT_STATED],
    [[{ kind: 'about', value: 100 }, exactly(8)], { kind: 'about', value: 108, low: 8 }],
    [
      [
        { kind: 'about', value: 100 },
        { kind: 'at-least', value: 8 },
      ],
      { kind: 'at-least', value: 8 },
    ],
    [
      [
        { kind: 'between', low: 1, high: 2 },
        { kind: 'at-most', value: 3 },
      ],
      { kind: 'between', low: 1, high: 5 },
    ],
  ])('%j is %j', (figures, sum) => {
    expect(sumOf(figures)).toEqual(sum);
  });

  it('allows every sum of what its parts allow, and nothing more', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 5 }), (parts) => {
        const bounds = parts.map(boundsOf);
        expect(boundsOf(sumOf(parts))).toEqual({
          low: bounds.reduce((sum, { low }) => sum + low, 0),
          high: bounds.some(({ high }) => high === null) ? null : bounds.reduce((sum, { high }) => sum + high!, 0),
        });
      }),
    );
  });
});

describe('a figure that a client sends', () => {
  it.each(KINDS.map(([figure]) => figure).filter((figure) => figure.kind !== 'about' || figure.low === undefined))(
    'is good as %j',
    (figure) => expect(problemsOf(figure)).toEqual([]),
  );

  it.each<[unknown, pointer: string, code: string]>([
    [null, '', 'figure'],
    [146, '', 'figure'],
    [[], '', 'figure'],
    ['146', '', 'figure'],
    [{}, '/kind', 'figure-kind'],
    [{ kind: 'toString' }, '/kind', 'figure-kind'],
    [{ kind: ['exact'], value: 1 }, '/kind', 'figure-kind'],
    [{ kind: 'exact' }, '/value', 'people'],
    [{ kind: 'exact', value: null }, '/value', 'people'],
    [{ kind: 'exact', value: '146' }, '/value', 'people'],
    [{ kind: 'exact', value: -1 }, '/value', 'people'],
    [{ kind: 'exact', value: 1.5 }, '/value', 'people'],
    [{ kind: 'exact', value: Infinity }, '/value', 'people'],
    [{ kind: 'exact', value: MAX_PEOPLE + 1 }, '/value', 'people'],
    [{ kind: 'exact', value: 1, note: 'x' }, '/note', 'unknown-field'],
    [{ kind: 'not-stated', value: 0 }, '/value', 'unknown-field'],
    [{ kind: 'about', value: 5, high: 9 }, '/high', 'unknown-field'],
    [{ kind: 'between', low: 1 }, '/high', 'people'],
    [{ kind: 'between', low: 9, high: 1 }, '/high', 'bounds-reversed'],
  ])('is refused as %j at %s: %s', (figure, pointer, code) => {
    expect(problemsOf(figure)).toContainEqual(expect.objectContaining({ pointer, code }));
  });
});
