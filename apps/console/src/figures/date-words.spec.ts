import { LANGUAGES, speak, type Language } from '../words/words.js';
import { dateInWords } from './date-words.js';

describe('a date in words', () => {
  it.each([
    ['2025-08-24', '24 Aug 2025'],
    ['2025-08', 'August 2025'],
    ['2025', '2025'],
    ['2022-21', 'spring 2022'],
    ['2022-24', 'winter 2022'],
    ['2025-08-24?', '24 Aug 2025, uncertain'],
    ['2025-10~', 'about October 2025'],
    ['../2022-05', 'until May 2022'],
    ['2022-05/..', 'from May 2022 on'],
    ['2022-05/2022-21', 'between May 2022 and spring 2022'],
  ])('%s is %s', async (date, words) => {
    await speak('en');
    expect(dateInWords(date)).toBe(words);
  });

  it.each(Object.keys(LANGUAGES) as Language[])(
    'has European digits in %s, so that it can be searched for',
    async (language) => {
      await speak(language);
      expect(dateInWords('2025-08-24')).toMatch(/24.*2025|2025.*24/);
    },
  );
});
