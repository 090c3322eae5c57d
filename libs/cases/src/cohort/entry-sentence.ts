import { figureOf } from '../values/balance.js';
import { inWords } from '../values/figure.js';
import type { Booking } from './accounts.js';
import type { CaseEntry } from './cohort.js';
import type { CohortEvent } from './events.js';
import type { Whereabouts } from './whereabouts.js';

/** An entry that stands in the way of a command, and what it says, for the person who reads the refusal. */
export interface Blocking {
  readonly entryId: string;
  readonly sentence: string;
}

/** What stands in the way, in the order in which it was recorded. */
export function blockedBy(entries: readonly CaseEntry[]): readonly Blocking[] {
  return entries.map((entry) => ({ entryId: entry.id, sentence: sentenceOf(entry) }));
}

/** An entry in a sentence, e.g. "138 set out for RU on 2025-09-01." */
export function sentenceOf({ type, bookings, occurredOn }: CaseEntry): string {
  const [first] = bookings;
  const said = first === undefined ? SAID[type] : `${peopleOf(first)} ${WENT[type]?.(first) ?? 'moved'}`;
  return `${said ?? 'An entry was recorded'} ${occurredOn === null ? 'on a day that is not stated' : `on ${occurredOn}`}.`;
}

/** What is said of people, by the type of the entry. */
const WENT: Partial<Record<CohortEvent['type'], (booking: Booking) => string>> = {
  CohortRegistered: ({ to }) => `were registered in ${place(to)}`,
  CustodyTransferred: ({ to }) => `were moved to ${place(to)}`,
  CohortHandedOver: () => 'were handed over',
  CohortDeparted: ({ to }) => `set out for ${place(to)}`,
  CohortAdmittedToInterimCare: ({ to }) => `were taken into interim care in ${place(to)}`,
  CohortRepatriated: ({ to }) => `arrived in ${place(to)}`,
  RehabilitationBegun: ({ to }) => `began rehabilitation in ${place(to)}`,
  RehabilitationCompleted: () => 'completed rehabilitation',
  ExitRecorded: ({ to }) => `left the way home (${to?.exit ?? 'not stated how'})`,
  ReturnRecorded: ({ to }) => `came back to ${to?.stage ?? 'the way home'}`,
  CohortSplit: () => 'were split off as a cohort of their own',
  CohortMerged: ({ to }) => (to === null ? 'were merged into another cohort' : 'came from another cohort by a merge'),
  HeadcountCorrected: ({ to }) => (to === null ? 'were found to be too many' : 'were found to be more'),
};

/** What is said where nobody moved. */
const SAID: Partial<Record<CohortEvent['type'], string>> = {
  WhereaboutsConfirmed: 'Somebody saw them where they are',
  HandoverAcknowledged: 'The receiving side confirmed the handover',
  CohortRenamed: 'The cohort was given another name',
};

function peopleOf({ amount }: Booking): string {
  const words = inWords(figureOf(amount));
  return words === 'not stated' || words === 'withheld' ? `People (how many is ${words})` : words;
}

function place(at: Whereabouts | null): string {
  const parts = [at?.place, at?.country].filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? 'a place that is not stated' : parts.join(', ');
}
