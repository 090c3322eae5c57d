import { exactly, NOT_STATED, type Figure } from './figure.js';
import { isOwed, isPossible, isZero, minus, NOBODY, plus, rangeOf, tallyOf, type Tally } from './tally.js';

const some = (figure: Figure, unknown = 'u'): Tally => tallyOf(figure, unknown);
const people = (value: number): Tally => tallyOf(exactly(value), 'never used');
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
