import { labels } from './words.js';

/** A country by its name, as the language of the console has it. */
export function country(code: string): string {
  return labels.nameOf('country', code);
}
