import type { Act } from './act.js';
import { admitToInterimCare } from './admit-to-interim-care.js';
import { markInTransit } from './mark-in-transit.js';
import { recordExchange } from './record-exchange.js';

/** Every command that has a form, each in a file of its own. `offered.ts` says where it is offered. */
export const ACTS: readonly Act[] = [recordExchange, markInTransit, admitToInterimCare];

export function actFor(command: string): Act | undefined {
  return ACTS.find((act) => act.command === command);
}
