import { exactly, NOT_STATED, type Figure } from '#cases';
import { labelsFor } from '#formats';
import { add, noPeople, summed, type Summed } from './figures.js';

const ABOUT: Figure = { kind: 'about', value: 250 };
const WITHHELD: Figure = { kind: 'withheld' };

function sumOf(...figures: readonly Figure[]): Summed {
  const sum = noPeople();
  for (const figure of figures) add(sum, figure);
  return summed(sum);
}

describe('a sum of people', () => {
  it('keeps the estimate of those who are estimated, and says how many are not', () => {
    expect(sumOf(ABOUT, NOT_STATED)).toEqual({
      people: { kind: 'at-least', value: 0 },
      estimate: 250,
      withoutEstimate: 1,
      notStated: 1,
      withheld: 0,
    });
  });

  it('keeps both bounds and estimate, where one part is estimated and the other given in bounds', () => {
    expect(sumOf({ kind: 'about', value: 198 }, { kind: 'between', low: 20, high: 40 })).toMatchObject({
      people: { kind: 'at-least', value: 20 },
      estimate: 198,
      withoutEstimate: 1,
      notStated: 0,
    });
  });

  it('is exact where all its parts are, and never where one is not stated', () => {
    expect(sumOf(exactly(146), exactly(8))).toMatchObject({ people: exactly(154), estimate: 154, withoutEstimate: 0 });
    expect(sumOf(exactly(146), NOT_STATED).people).toEqual({ kind: 'at-least', value: 146 });
    expect(sumOf(exactly(0), NOT_STATED).people).toEqual({ kind: 'at-least', value: 0 });
  });

  it('is not stated, or withheld, where all its parts are', () => {
    expect(sumOf(NOT_STATED, NOT_STATED)).toMatchObject({
      people: NOT_STATED,
      estimate: null,
      notStated: 2,
      withheld: 0,
    });
    expect(sumOf(WITHHELD, WITHHELD)).toMatchObject({ people: WITHHELD, estimate: null, notStated: 0, withheld: 2 });
    expect(sumOf(WITHHELD, NOT_STATED)).toMatchObject({ people: NOT_STATED, notStated: 1, withheld: 1 });
  });

  it.each([
    ['en', 'at least 0, about 250 without 1 that is not stated'],
    ['uk', 'щонайменше 0, близько 250 не рахуючи незазначених: 1'],
    ['ru', 'не менее 0, около 250 не считая неуказанных: 1'],
    ['be', 'не менш за 0, каля 250 не лічачы неўказаных: 1'],
    ['ar', '0 على الأقل, نحو 250 دون 1 غير مذكور'],
  ] as const)('prints what is known of it in %s', (language, words) => {
    const sum = sumOf(ABOUT, NOT_STATED);
    expect(labelsFor(language).inWords(sum.people, sum)).toBe(words);
  });

  it('prints no estimate that says no more than its lower bound', () => {
    const sum = sumOf(exactly(100), NOT_STATED, NOT_STATED);
    expect(labelsFor('en').inWords(sum.people, sum)).toBe('at least 100 without 2 that are not stated');
  });
});
