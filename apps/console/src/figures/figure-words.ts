import type { Figure } from '#cases/model';
import { labels, number } from '../words/words.js';

/** A figure in a sentence: "about 6,000", "not stated". */
export function figureInWords(figure: Figure): string {
  return labels.inWords(figure).replace(/\d{4,}/g, (digits) => number(Number(digits)));
}
