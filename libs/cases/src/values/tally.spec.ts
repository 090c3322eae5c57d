import { exactly, NOT_STATED, type Figure } from './figure.js';
import {
  figureOf,
  figuresOf,
  isOwed,
  isPossible,
  isZero,
  minus,
  NOBODY,
  plus,
  rangeOf,
  tallyOf,
  type Tally,
} from './tally.js';

const some = (figure: Figure, unknown = 'u'): Tally => tallyOf(figure, unknown);
const people = (value: number): Tally => tallyOf(exactly(value), 'never used');
const about = (value: number): Figure => ({ kind: 'about', value });
const atMost200: Figure = { kind: 'at-most', value: 200 };

describe('a tally', () => {
  it('adds exact figures up to one number', () => {
    expect(plus(people(138), people(8))).toEqual(people(146));
    expect(minus(people(146), people(146))).toEqual(NOBODY);
  });

  it('keeps an inexact figure under its name, so that put in and taken out it cancels', () => {
    const left = minus(people(146), some(atMost200));
    expect(left.inexact).toEqual([{ unknown: 'u', figure: atMost200, times: -1 }]);
    expect(plus(left, some(atMost200))).toEqual(people(146));
    expect(isZero(minus(some(NOT_STATED), some(NOT_STATED)))).toBe(true);
  });

  it('does not take two unknowns that look alike for one', () => {
    const difference = minus(some(NOT_STATED, 'first'), some(NOT_STATED, 'second'));
    expect(isZero(difference)).toBe(false);
    expect(rangeOf(difference)).toEqual({ low: null, high: null });
  });

  it('does not change what it is made of', () => {
    const sum = Object.freeze(some(NOT_STATED));
    Object.freeze(sum.inexact);
    plus(sum, people(3));
    minus(sum, some(atMost200));
    expect(sum).toEqual(some(NOT_STATED));
  });

  it.each<[string, Tally, low: number | null, high: number | null]>([
    ['exact', people(5), 5, 5],
    ['exact and something unknown', plus(people(5), some(NOT_STATED)), 5, null],
    ['exact less something unknown', minus(people(5), some(NOT_STATED)), null, 5],
    ['exact less at most 200', minus(people(146), some(atMost200)), -54, 146],
    ['exact less 3 to 4', minus(people(5), some({ kind: 'between', low: 3, high: 4 })), 1, 2],
    ['exact less an estimate', minus(people(5), some({ kind: 'about', value: 3 })), null, 5],
  ])('has a range: %s', (_, tally, low, high) => {
    expect(rangeOf(tally)).toEqual({ low, high });
  });

  it('owes people where more left than can have been there', () => {
    expect(isOwed(minus(people(5), some({ kind: 'at-least', value: 6 })))).toBe(true);
    expect(isOwed(minus(people(5), some({ kind: 'at-least', value: 5 })))).toBe(false);
    expect(isOwed(minus(NOBODY, some(NOT_STATED)))).toBe(false);
  });

  it('is not possible by itself where somebody left and nobody arrived', () => {
    expect(isPossible(minus(NOBODY, some(NOT_STATED)))).toBe(false);
    expect(isPossible(minus(people(1), some(NOT_STATED)))).toBe(true);
    expect(isPossible(people(-1))).toBe(false);
    expect(isPossible(NOBODY)).toBe(true);
  });
});

describe('the figures of a cohort', () => {
  it('are exact where every part is', () => {
    expect(figuresOf([people(138), people(8)])).toEqual([exactly(138), exactly(8)]);
  });

  it('are never more than all the people there are', () => {
    expect(figuresOf([minus(people(146), some(atMost200)), some(atMost200)])).toEqual([
      { kind: 'at-most', value: 146 },
      { kind: 'at-most', value: 146 },
    ]);
  });

  it('are never less than what is missing elsewhere', () => {
    const part: Figure = { kind: 'at-most', value: 40 };
    expect(figuresOf([minus(people(146), some(part)), some(part)])).toEqual([
      { kind: 'between', low: 106, high: 146 },
      part,
    ]);
  });

  it('keep an estimate that the bounds allow, and drop one that they do not', () => {
    expect(figuresOf([minus(people(146), some(about(100))), some(about(100))])).toEqual([
      { kind: 'about', value: 46, high: 146 },
      { kind: 'about', value: 100, high: 146 },
    ]);
    expect(figuresOf([minus(people(146), some(about(200))), some(about(200))])).toEqual([
      { kind: 'at-most', value: 146 },
      { kind: 'at-most', value: 146 },
    ]);
  });

  it('stay as they were told where nothing narrows them', () => {
    expect(figureOf(some({ kind: 'withheld' }))).toEqual({ kind: 'withheld' });
    expect(figureOf(some({ kind: 'about', value: 6000 }))).toEqual({ kind: 'about', value: 6000 });
    expect(figureOf(plus(some({ kind: 'withheld' }), people(3)))).toEqual({ kind: 'at-least', value: 3 });
  });

  it('of somebody not stated are never 0', () => {
    expect(figuresOf([minus(some(NOT_STATED), people(30)), people(30)])).toEqual([NOT_STATED, exactly(30)]);
  });

  it('are no cohort without accounts', () => {
    expect(figuresOf([])).toEqual([]);
    expect(figureOf(NOBODY)).toEqual(exactly(0));
  });
});
