import { CATEGORIES, EXIT_KINDS, SERVICES, STAGES, TERMS } from '#cases';
import { labelsFor } from './labels.js';
import { LANGUAGES, languageFor } from './language.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['uk', 'uk'],
    ['be-Latn-BY', 'be'],
    ['fr, ru;q=0.8, uk;q=0.9', 'uk'],
    ['ru;q=0.5, uk;q=0.5', 'ru'],
    ['ru;q=0, ar', 'ar'],
    ['fr', 'en'],
    ['*', 'en'],
    ['fr, *;q=0.1, uk;q=0.05', 'en'],
    ['uk;q=2', 'en'],
    [`${'x,'.repeat(100_000)}uk`, 'en'],
  ])('for %j is %s', (header, language) => expect(languageFor(header)).toBe(language));
});

describe('labels', () => {
  const vocabularies = {
    stage: STAGES,
    category: CATEGORIES,
    terms: TERMS,
    exit: EXIT_KINDS,
    service: SERVICES,
  } as const;

  it.each(LANGUAGES)('in %s name every code, and no two codes alike', (language) => {
    const { nameOf } = labelsFor(language);
    for (const [vocabulary, codes] of Object.entries(vocabularies)) {
      const names = codes.map((code) => nameOf(vocabulary as keyof typeof vocabularies, code));
      expect(new Set(names).size).toBe(codes.length);
    }
    expect(nameOf('country', 'UA')).not.toBe('UA');
  });

  it('leave a code that nobody named as it is', () => {
    expect(labelsFor('ru').nameOf('stage', 'unheard-of')).toBe('unheard-of');
    expect(labelsFor('ru').nameOf('country', 'ZZZ')).toBe('ZZZ');
  });

  it('never say nothing or 0 where nothing is stated', () => {
    for (const language of LANGUAGES) {
      expect(labelsFor(language).inWords({ kind: 'not-stated' })).toMatch(/\p{Letter}/u);
      expect(labelsFor(language).inWords({ kind: 'at-least', value: 6000 })).toContain('6000');
    }
  });
});
