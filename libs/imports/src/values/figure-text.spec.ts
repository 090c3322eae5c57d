import fc from 'fast-check';
import { figureFrom, inWords, type Figure } from '#cases';
import { figureIn } from './figure-text.js';

describe('the figure in a cell', () => {
  it.each<[string, Figure]>([
    ['146', { kind: 'exact', value: 146 }],
    ['0', { kind: 'exact', value: 0 }],
    ['6 000', { kind: 'exact', value: 6000 }],
    ['1\u00A0234\u202F567', { kind: 'exact', value: 1_234_567 }],
    ['about 6000', { kind: 'about', value: 6000 }],
    ['About 6 000', { kind: 'about', value: 6000 }],
    ['~50', { kind: 'about', value: 50 }],
    ['ca. 50', { kind: 'about', value: 50 }],
    ['at-least 6000', { kind: 'at-least', value: 6000 }],
    ['at least 6000', { kind: 'at-least', value: 6000 }],
    ['6000+', { kind: 'at-least', value: 6000 }],
    ['≥ 6000', { kind: 'at-least', value: 6000 }],
    ['more than 6000', { kind: 'at-least', value: 6001 }],
    ['at most 5', { kind: 'at-most', value: 5 }],
    ['up to 5', { kind: 'at-most', value: 5 }],
    ['fewer than 1000', { kind: 'at-most', value: 999 }],
    ['200-250', { kind: 'between', low: 200, high: 250 }],
    ['200 – 250', { kind: 'between', low: 200, high: 250 }],
    ['200 to 250', { kind: 'between', low: 200, high: 250 }],
    ['between 200 and 250', { kind: 'between', low: 200, high: 250 }],
    ['', { kind: 'not-stated' }],
    ['  ', { kind: 'not-stated' }],
    ['not stated', { kind: 'not-stated' }],
    ['withheld', { kind: 'withheld' }],
  ])('%j', (cell, figure) => expect(figureIn(cell)).toEqual(figure));

  it.each([
    'many',
    '-1',
    '1.5',
    '6.000',
    '6,000',
    '60 00',
    '250-200',
    '1e3',
    '=5',
    'about',
    '2000000000',
    'fewer than 0',
    '?',
    '٥',
  ])('%j is none', (cell) => expect(figureIn(cell)).toBeUndefined());

  it('is read back from the words that Homeward prints', () => {
    const people = fc.nat(1_000_000);
    const figures = fc.oneof(
      people.map((value): Figure => ({ kind: 'exact', value })),
      people.map((value): Figure => ({ kind: 'about', value })),
      people.map((value): Figure => ({ kind: 'at-least', value })),
      people.map((value): Figure => ({ kind: 'at-most', value })),
      fc
        .tuple(people, people)
        .map(([a, b]): Figure => ({ kind: 'between', low: Math.min(a, b), high: Math.max(a, b) })),
      fc.constant(figureFrom({ low: 0, high: null })),
      fc.constant<Figure>({ kind: 'withheld' }),
    );
    fc.assert(fc.property(figures, (figure) => expect(figureIn(inWords(figure))).toEqual(figure)));
  });
});
