import type { Figure } from '#cases';
import { ar } from './ar.js';
import { be } from './be.js';
import { en } from './en.js';
import type { Language } from './language.js';
import { ru } from './ru.js';
import { uk } from './uk.js';
import type { Wording } from './wording.js';

const WORDINGS: Readonly<Record<Language, Wording>> = { en, uk, ru, be, ar };

/** The kinds of codes that have names. */
export type Vocabulary = 'country' | 'stage' | 'category' | 'terms' | 'exit' | 'service' | 'exchange' | 'section';

/** Everything that a table says in one language. */
export interface Labels {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly term: Wording['term'];
  /** The name of a code; a code that has none stands for itself. */
  readonly nameOf: (vocabulary: Vocabulary, code: string) => string;
  /** A figure in words. Digits are European in every language, so that they can be searched for. */
  readonly inWords: (figure: Figure) => string;
}

const made = new Map<Language, Labels>();

/** The labels of a language. Names of countries are those of the Unicode CLDR. */
export function labelsFor(language: Language): Labels {
  const known = made.get(language);
  if (known !== undefined) return known;
  const wording = WORDINGS[language];
  const countries = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const labels: Labels = {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    term: wording.term,
    nameOf: (vocabulary, code) =>
      vocabulary === 'country'
        ? countryName(countries, code)
        : ((wording[vocabulary] as Readonly<Record<string, string>>)[code] ?? code),
    inWords: (figure) => figureIn(wording, figure),
  };
  made.set(language, labels);
  return labels;
}

function countryName(countries: Intl.DisplayNames, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? countries.of(code)! : code;
}

function figureIn({ figure: words }: Wording, figure: Figure): string {
  switch (figure.kind) {
    case 'exact':
      return String(figure.value);
    case 'about':
      return words.about(String(figure.value));
    case 'at-least':
      return words.atLeast(String(figure.value));
    case 'at-most':
      return words.atMost(String(figure.value));
    case 'between':
      return words.between(String(figure.low), String(figure.high));
    case 'not-stated':
      return words.notStated;
    case 'withheld':
      return words.withheld;
  }
}
