import fc from 'fast-check';
import { foldedWords } from './folded-words.js';

describe('the words of a text', () => {
  it.each([
    ['ru-pow-2025-08-24', ['08', '2025', '24', 'pow', 'ru']],
    ['Курська область, Курська', ['курська', 'область']],
    ['ÉLAN élan', ['elan']],
    ['Ёлка', ['елка']],
    ['№ 5 / 100%', ['100', '5', 'no']],
    ['  ', []],
  ])('of %j are %j', (text, words) => expect(foldedWords(text)).toEqual(words));

  it('are found again in themselves, however they are written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = foldedWords(text);
        expect(foldedWords(words.join(' '))).toEqual(words);
        expect(foldedWords(text.normalize('NFD'))).toEqual(words);
      }),
    );
  });
});
