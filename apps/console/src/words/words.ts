import { labelsFor, type Labels } from '#formats/labels';
import type { Words } from './en.js';
import { pluralsOf, type Plurals } from './plural.js';

/** The languages of the console, each by its own name: somebody who reads no English finds theirs. */
export const LANGUAGES = { en: 'English', uk: 'Українська', ru: 'Русский', be: 'Беларуская', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Readonly<Record<Language, () => Promise<(p: Plurals) => Words>>> = {
  en: async () => (await import('./en.js')).en,
  uk: async () => (await import('./uk.js')).uk,
  ru: async () => (await import('./ru.js')).ru,
  be: async () => (await import('./be.js')).be,
  ar: async () => (await import('./ar.js')).ar,
};

/** English is British here, as in the catalogue; digits are European in every language, so that they can be searched for. */
const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB-u-nu-latn',
  uk: 'uk-u-nu-latn',
  ru: 'ru-u-nu-latn',
  be: 'be-u-nu-latn',
  ar: 'ar-u-nu-latn',
};

/** The words of the language that is spoken now. All modules see the change; what is on the screen is drawn again. */
export let w: Words;
/** What the server calls stages, categories and countries, in the same language. */
export let labels: Labels;
export let language: Language = 'en';
export let locale: string = LOCALES.en;

type Listener = () => void;
const listeners = new Set<Listener>();

/** Tells that another language is spoken, so that all is drawn again. */
export function onSpoken(listener: Listener): void {
  listeners.add(listener);
}

type Companion = (wanted: Language, p: Plurals) => Promise<void>;
const companions = new Set<Companion>();

/** Words that some screens alone need: once they were asked for, they are loaded with every language that is chosen. */
export async function speakAlso(companion: Companion): Promise<void> {
  companions.add(companion);
  await companion(language, pluralsOf(language));
}

/** Loads a language and makes it the one that is spoken. */
export async function speak(wanted: Language): Promise<void> {
  const plurals = pluralsOf(wanted);
  const [catalogue] = await Promise.all([
    CATALOGUES[wanted](),
    ...[...companions].map((companion) => companion(wanted, plurals)),
  ]);
  w = catalogue(plurals);
  labels = labelsFor(wanted);
  language = wanted;
  locale = LOCALES[wanted];
  for (const tell of listeners) tell();
}

const KEPT = 'homeward-language';

/** The language that was chosen on this device; otherwise the first of the browser's that there is. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT) ?? '', ...navigator.languages].map((tag) => tag.split('-')[0]!);
  return wanted.find(isLanguage) ?? 'en';
}

/** Speaks another language from now on, on this device. */
export function chooseLanguage(chosen: Language): Promise<void> {
  localStorage.setItem(KEPT, chosen);
  return speak(chosen);
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** Thousands are told apart as the language does it: 6,000. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** What people wrote, so that its direction does not change that of the sentence around it (Unicode UAX 9, isolates). */
export function isolated(text: string): string {
  return text !== '' && labels.direction === 'rtl' ? `\u2068${text}\u2069` : text;
}
