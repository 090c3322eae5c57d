import type { Action } from '#cases/model';

/** Where each command is offered: at the people of a position, once for the cohort, or at an entry. Loaded before any form is. */
export const OFFERED = {
  'record-exchange': 'at-position',
  'mark-in-transit': 'at-position',
  'admit-to-interim-care': 'at-position',
} as const satisfies Partial<Record<Action, 'at-position' | 'for-cohort' | 'at-entry'>>;

type Offer = 'at-position' | 'for-cohort' | 'at-entry';

/** The commands of an answer's `actions` that are offered in a place, in the order in which they are asked for. */
export function offered(where: Offer, actions: readonly string[]): readonly { readonly command: Action }[] {
  const offers = Object.entries(OFFERED) as [Action, Offer][];
  return offers.flatMap(([command, offer]) => (offer === where && actions.includes(command) ? [{ command }] : []));
}
