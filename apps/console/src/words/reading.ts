import type { Plurals } from './plural.js';
import type { ReadingWords } from './reading/en.js';
import { speakAlso, type Language } from './words.js';

const CATALOGUES: Readonly<Record<Language, () => Promise<(p: Plurals) => ReadingWords>>> = {
  en: async () => (await import('./reading/en.js')).en,
  uk: async () => (await import('./reading/uk.js')).uk,
  ru: async () => (await import('./reading/ru.js')).ru,
  be: async () => (await import('./reading/be.js')).be,
  ar: async () => (await import('./reading/ar.js')).ar,
};

/** The words of the screens that show what is known: reports, exchanges, claims, the past. They come with the first of these. */
export let r: ReadingWords;

let asked: Promise<void> | undefined;

/** Loads them; the second time there is nothing to do. */
export function readingWords(): Promise<void> {
  asked ??= speakAlso(async (language, plurals) => {
    r = (await CATALOGUES[language]())(plurals);
  });
  return asked;
}
