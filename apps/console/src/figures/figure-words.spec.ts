import { speak } from '../words/words.js';
import { figureInWords } from './figure-words.js';

describe('a figure in words', () => {
  it.each([
    [{ kind: 'exact', value: 146 } as const, '146'],
    [{ kind: 'about', value: 6000 } as const, 'about 6,000'],
    [{ kind: 'between', low: 1380, high: 12_000 } as const, '1,380 to 12,000'],
    [{ kind: 'not-stated' } as const, 'not stated'],
    [{ kind: 'withheld' } as const, 'withheld'],
  ])('%j is %s', async (figure, words) => {
    await speak('en');
    expect(figureInWords(figure)).toBe(words);
  });

  it('tells thousands apart as the language does', async () => {
    await speak('uk');
    expect(figureInWords({ kind: 'about', value: 6000 })).toBe('близько 6\u00a0000');
  });
});
