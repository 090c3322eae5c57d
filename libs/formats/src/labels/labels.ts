import { boundsOf, type Figure } from '#cases/model';
import { ar } from './ar.js';
import { be } from './be.js';
import { en } from './en.js';
import type { Language } from './language.js';
import { ru } from './ru.js';
import { uk } from './uk.js';
import type { Wording } from './wording.js';

const WORDINGS: Readonly<Record<Language, Wording>> = { en, uk, ru, be, ar };

/** The kinds of codes that have names. */
export type Vocabulary =
  'country' | 'stage' | 'category' | 'terms' | 'exit' | 'service' | 'exchange' | 'section' | 'dates';

/** What is said of a sum besides its bounds. */
export interface PartsOfSum {
  readonly estimate: number | null;
  readonly withoutEstimate: number;
  readonly notStated: number;
  readonly withheld: number;
}

/** Everything that a table says in one language. */
export interface Labels {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly term: Wording['term'];
  /** The name of a code; a code that has none stands for itself. */
  readonly nameOf: (vocabulary: Vocabulary, code: string) => string;
  /** A figure in words. Digits are European in every language, so that they can be searched for. */
  readonly inWords: (figure: Figure, sum?: PartsOfSum) => string;
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
    inWords: (figure, sum = sumIn(figure)) =>
      sum === undefined ? figureIn(wording, figure) : sumInWords(wording, figure, sum),
  };
  made.set(language, labels);
  return labels;
}

function countryName(countries: Intl.DisplayNames, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? countries.of(code)! : code;
}

/** What a figure says by itself of the parts that it adds up. */
function sumIn(figure: Figure): PartsOfSum | undefined {
  if (figure.kind !== 'about' || figure.without === undefined) return undefined;
  return { estimate: figure.value, withoutEstimate: figure.without, notStated: 0, withheld: 0 };
}

/** "at least 0, about 250 without 1 that is not stated": bounds first, then what is estimated, and what that is without. */
function sumInWords({ figure: words }: Pick<Wording, 'figure'>, figure: Figure, sum: PartsOfSum): string {
  const { estimate, withoutEstimate, notStated, withheld } = sum;
  const { low, high } = boundsOf(figure);
  if (withoutEstimate === 0 || estimate === null) return figureIn({ figure: words }, figure);
  const bounds: Figure = high === null ? { kind: 'at-least', value: low } : { kind: 'between', low, high };
  const without = notStated + withheld === withoutEstimate ? words.without : words.withoutEstimate;
  // Where the estimate is no more than the lower bound, it is said already.
  const known = estimate > low ? `, ${words.about(String(estimate))}` : '';
  return `${figureIn({ figure: words }, bounds)}${known} ${without(withoutEstimate)}`;
}

function figureIn({ figure: words }: Pick<Wording, 'figure'>, figure: Figure): string {
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
