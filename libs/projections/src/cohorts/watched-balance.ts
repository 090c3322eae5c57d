import { addDays, keyOf, type Account, type Figure, type WatchedBalance } from '#cases';
import { dayRange } from './entries.js';
import { countedFrom, type Watched } from './watched.js';

/** What the watch looks at of people in one position. */
export function watchedBalance(
  { position, people, since, confirmedOn }: Account & { readonly people: Figure },
  { arrivals }: Watched,
): WatchedBalance {
  const { recordedOn, expectedOn, expectedDays, entryIds } = arrivals[keyOf(position)] ?? NOBODY_CAME;
  const { stage, country, place, runBy, exit } = position;
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

/** Stands where the ledger holds an account whose arrival is not among the entries that stand. */
const NOBODY_CAME = { recordedOn: '0001-01-01', expectedOn: null, expectedDays: null, entryIds: [] } as const;

/** The days by which it is found out, without looking closer, whether there can be an alarm. */
export interface Due {
  /** The day from which a stay is counted. */
  readonly arrived: string;
  /** The first day on which what was expected of these people is late; null where nothing was. */
  readonly late: string | null;
}

export function dueOf({ since, recordedOn, expectedOn, expectedDays }: WatchedBalance): Due {
  const arrived = countedFrom(since, recordedOn);
  const expected = (expectedOn === null ? null : dayRange(expectedOn)?.latest) ?? null;
  const days = [
    ...(expected === null ? [] : [addDays(expected, 1)]),
    ...(expectedDays === null ? [] : [addDays(arrived, expectedDays + 1)]),
  ];
  return { arrived, late: days.sort()[0] ?? null };
}
