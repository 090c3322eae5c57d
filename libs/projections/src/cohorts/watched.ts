import { countedFrom, keyOf, type Booking, type CohortEvent, type EdtfDate } from '#cases';
import { dayRange } from './entries.js';

/** How those who are in one position came there. */
export interface Arrival {
  /** When the entry that brought the first of them was recorded: `YYYY-MM-DD`. */
  readonly recordedOn: string;
  /** When the first of them were expected further on. */
  readonly expectedOn: EdtfDate | null;
  /** How long the first of them were expected to stay. */
  readonly expectedDays: number | null;
  /** The entries that brought them: the first, and of very many the newest. */
  readonly entryIds: readonly string[];
}

/** What the watch has to know of a cohort besides its accounts. */
export interface Watched {
  /** By `keyOf` the position. */
  readonly arrivals: Readonly<Record<string, Arrival>>;
  /** Handovers that the receiving side has not confirmed, by the ids of their entries. */
  readonly handovers: Readonly<Record<string, { readonly occurredOn: EdtfDate | null; readonly recordedOn: string }>>;
  /** When the first of them left custody, as far as it is known: it says which pathway they are on. */
  readonly releasedOn: string | null;
  /** When the first of the entries that name no source was recorded. */
  readonly unsourcedSince: string | null;
}

export const NOTHING_WATCHED: Watched = { arrivals: {}, handovers: {}, releasedOn: null, unsourcedSince: null };

/** Entries kept for a position. A position into which people keep coming would outgrow every row. */
const KEPT = 50;

/** An entry, as the log or the read database has it. */
export interface WatchedEntry {
  readonly id: string;
  readonly event: CohortEvent;
  readonly recordedAt: string;
  readonly bookings: readonly Booking[];
}

/**
 * Takes in an entry that stands.
 * @param holds whether an account is still open after it
 * @param openHandovers those that are not confirmed after it
 */
export function watchOn(
  watched: Watched,
  { id, event, recordedAt, bookings }: WatchedEntry,
  holds: (account: string) => boolean,
  openHandovers: readonly string[],
): Watched {
  const recordedOn = recordedAt.slice(0, '2025-08-24'.length);
  const occurredOn = 'occurredOn' in event.data ? event.data.occurredOn : null;
  const isUnsourced = 'basis' in event.data && event.data.basis === null;
  return {
    arrivals:
      bookings.length === 0
        ? watched.arrivals
        : arrivalsAfter(watched.arrivals, id, event, recordedOn, bookings, holds),
    handovers: handoversAfter(watched, id, event, recordedOn, openHandovers),
    releasedOn: watched.releasedOn ?? (bookings.some(isBeyondCustody) ? countedFrom(occurredOn, recordedOn) : null),
    unsourcedSince: watched.unsourcedSince ?? (isUnsourced ? recordedOn : null),
  };
}

function arrivalsAfter(
  before: Watched['arrivals'],
  id: string,
  event: CohortEvent,
  recordedOn: string,
  bookings: readonly Booking[],
  holds: (account: string) => boolean,
): Watched['arrivals'] {
  const arrivals = { ...before };
  const expectedOn = event.type === 'CohortDeparted' ? event.data.expectedOn : null;
  const expectedDays = event.type === 'CohortAdmittedToInterimCare' ? event.data.expectedDays : null;
  for (const { to } of bookings) {
    if (to === null) continue;
    const there = arrivals[keyOf(to)] ?? { recordedOn, expectedOn: null, expectedDays: null, entryIds: [] };
    arrivals[keyOf(to)] = {
      recordedOn: there.recordedOn,
      expectedOn: earlier(there.expectedOn, expectedOn),
      expectedDays: there.expectedDays ?? expectedDays,
      entryIds: withNewest(there.entryIds, id),
    };
  }
  for (const key of Object.keys(arrivals)) if (!holds(key)) delete arrivals[key];
  return arrivals;
}

function handoversAfter(
  { handovers }: Watched,
  id: string,
  { type, data }: CohortEvent,
  recordedOn: string,
  open: readonly string[],
): Watched['handovers'] {
  if (type !== 'CohortHandedOver' && type !== 'HandoverAcknowledged') return handovers;
  const all =
    type === 'CohortHandedOver' ? { ...handovers, [id]: { occurredOn: data.occurredOn, recordedOn } } : handovers;
  return Object.fromEntries(Object.entries(all).filter(([entryId]) => open.includes(entryId)));
}

function isBeyondCustody({ to }: Booking): boolean {
  return to !== null && to.stage !== 'custody';
}

function withNewest(ids: readonly string[], id: string): readonly string[] {
  if (ids.includes(id)) return ids;
  return ids.length < KEPT ? [...ids, id] : [ids[0]!, ...ids.slice(2), id];
}

/** The one that ends first; one that is stated before one that is not. */
function earlier(a: EdtfDate | null, b: EdtfDate | null): EdtfDate | null {
  if (a === null || b === null) return a ?? b;
  return (dayRange(b)?.latest ?? '9999') < (dayRange(a)?.latest ?? '9999') ? b : a;
}
