import { daysOf, type EdtfDate } from '../values/edtf.js';

/** Between which days something happened, as `YYYY-MM-DD`: not before `earliest`, and by `latest`. */
export interface DayBounds {
  /** Null where nothing bounds it. */
  readonly earliest: string | null;
  readonly latest: string;
}

/** The days of an entry, as they follow from it and those before it. */
export interface EntryDays extends DayBounds {
  /** Where its date is wholly before anybody can have been in the position that it leaves: the last day that it states. */
  readonly statedUntil: string | null;
}

/**
 * The earliest day on which somebody can have been in each position of a cohort, by `keyOf` the position; null where nothing
 * bounds it. A position to which nobody came yet is not in it. What was emptied stays: who leaves may have come with the first.
 */
export type Presence = Readonly<Record<string, string | null>>;

/**
 * Between which days an entry happened: the days that its date can mean, but never before the earliest day on which somebody can
 * have been in a position that it leaves, and never after the day on which it was recorded.
 * @param occurredOn an EDTF date; null where it is not stated
 * @param recordedOn `YYYY-MM-DD`
 * @param left `keyOf` the positions that it takes people from
 */
export function daysOfEntry(
  occurredOn: EdtfDate | null,
  recordedOn: string,
  left: readonly string[],
  presence: Presence,
): EntryDays {
  const stated = (occurredOn === null ? undefined : daysOf(occurredOn)) ?? { earliest: null, latest: null };
  const latest = stated.latest === null || stated.latest > recordedOn ? recordedOn : stated.latest;
  const present = left.map((position) => presence[position] ?? null).reduce(later, null);
  // Nobody leaves before somebody was there: where the date says so, they left on the first day on which they can have been.
  if (present !== null && present > latest) return { earliest: present, latest: present, statedUntil: latest };
  const earliest = later(stated.earliest, present);
  return { earliest: earliest !== null && earliest > latest ? latest : earliest, latest, statedUntil: null };
}

/** The same after people came to some positions. @param earliest the first day on which they can have come */
export function presenceAfter(presence: Presence, came: readonly string[], earliest: string | null): Presence {
  const changed = came.filter((position) => !(position in presence) || isBefore(earliest, presence[position]!));
  if (changed.length === 0) return presence;
  return { ...presence, ...Object.fromEntries(changed.map((position) => [position, earliest])) };
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function isBefore(a: string | null, b: string | null): boolean {
  return b !== null && (a === null || a < b);
}
