import { dateInWords, instantInWords } from '../figures/date-words.js';
import { r } from '../words/reading.js';
import { number } from '../words/words.js';

/** What was known, and when: "what was known on 25 Aug 2025, 23:59". */
export function momentInWords(knownAt: string | undefined): string {
  if (knownAt === undefined) return r.when.knownNow;
  return /^\d{16}$/.test(knownAt)
    ? r.when.knownAtPosition(number(Number(knownAt)))
    : r.when.knownAt(instantInWords(knownAt));
}

/** Where they were, and on which day. */
export function onInWords(on: string | undefined): string {
  return on === undefined ? r.when.onToday : r.when.on(dateInWords(on));
}
