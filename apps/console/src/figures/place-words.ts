import type { Whereabouts } from '#cases/model';
import { country } from '../words/country.js';
import { isolated, labels, w } from '../words/words.js';

/** What tells where somebody is, as an answer of the API has it. */
export type Where = Pick<Whereabouts, 'stage' | 'country' | 'place' | 'runBy'> & { readonly exit: string | null };

/** The place alone: "a Ministry of Defence facility, Russia"; nothing where it is not stated. */
export function placeInWords({ country: code, place }: Pick<Where, 'country' | 'place'>): string {
  return [place === null ? null : isolated(place), code === null ? null : country(code)]
    .filter((part) => part !== null)
    .join(', ');
}

/** Stage and country: "interim care, Belarus". Of those who left the way home, how they did. */
export function stageInWords({ stage, country: code, exit }: Pick<Where, 'stage' | 'country' | 'exit'>): string {
  const name = exit === null ? w.stage[stage] : labels.nameOf('exit', exit);
  if (code === null) return name;
  return stage === 'in-transit' ? `${name} ${w.place.to(country(code))}` : `${name}, ${country(code)}`;
}

/** All that is known of where they are, on one line. */
export function whereInWords(where: Where): string {
  const rest = [where.place, where.runBy].filter((part) => part !== null).map(isolated);
  return [stageInWords(where), ...rest].join(', ');
}
