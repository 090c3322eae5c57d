import { addDays, keyOf, type Account, type Figure, type StayDays, type WatchedBalance } from '#cases';
import type { Watched } from './watched.js';

/** What the watch looks at of people in one position. */
export function watchedBalance(
  { whereabouts, people, since, confirmedOn }: Account & { readonly people: Figure },
  { arrivals }: Watched,
): WatchedBalance {
  const { recordedOn, expectedOn, expectedDays, entryIds } = arrivals[keyOf(whereabouts)] ?? NOBODY_CAME;
  const { stage, country, place, runBy, exit } = whereabouts;
  // An alert's id is made of the position's text: its fields stand in one order, wherever they were read from.
  return {
    position: { stage, country, place, runBy, exit },
    people,
    since,
    recordedOn,
    confirmedOn,
    expectedOn,
    expectedDays,
    entryIds,
  };
}

/** Stands where the accounts holds an account whose arrival is not among the entries that stand. */
const NOBODY_CAME = { recordedOn: '0001-01-01', expectedOn: null, expectedDays: null, entryIds: [] } as const;

/** The first day on which what was expected of people is late; null where nothing was. */
export function lateOf({ arrived, expected, expectedDays }: StayDays): string | null {
  const days = [
    ...(expected === null ? [] : [addDays(expected, 1)]),
    ...(expectedDays === null ? [] : [addDays(arrived, expectedDays + 1)]),
  ];
  return days.sort()[0] ?? null;
}
