import { isZero, keyOf, minus, NOBODY, plus, type Booking, type Tally } from '#cases';
import type { Transaction } from '../database/transaction.js';
import { NO_STATEMENTS, type EntryRow } from './entries.js';
import { bookingOf } from './movements.js';
import { earlierEntries } from './retraction-lookup.js';
import { eventOf, inOrder, wordingOf } from './wording.js';
import { NOTHING_WATCHED, watchOn, type Watched } from './watched.js';

/** What the watch has to know of a cohort, worked out again from the entries that stand after one was struck through. */
export async function watchedFrom(
  transaction: Transaction,
  newest: string | null,
  openHandovers: readonly string[],
): Promise<Watched> {
  const standing: Standing[] = [];
  for await (const row of earlierEntries(transaction, newest)) {
    if (row.retracted_at !== null || NO_STATEMENTS.has(row.type)) continue;
    const movements = await transaction.find('movements', ['position'], [[row.position]]);
    standing.push({ row, bookings: movements.sort((a, b) => a.ordinal - b.ordinal).map(bookingOf) });
  }
  return watchedOf(standing, openHandovers);
}

/** An entry that stands, with what it booked. */
export interface Standing {
  readonly row: EntryRow;
  readonly bookings: readonly Booking[];
}

/** The same from the entries that stand. */
export function watchedOf(standing: readonly Standing[], openHandovers: readonly string[]): Watched {
  const accounts = new Map<string, Tally>();
  let watched = NOTHING_WATCHED;
  const bookingsOf = new Map(standing.map(({ row, bookings }) => [row, bookings]));
  for (const row of inOrder(standing.map(({ row }) => row))) {
    const bookings = bookingsOf.get(row)!;
    for (const { from, to, amount } of bookings) {
      if (from !== null) accounts.set(keyOf(from), minus(accounts.get(keyOf(from)) ?? NOBODY, amount));
      if (to !== null) accounts.set(keyOf(to), plus(accounts.get(keyOf(to)) ?? NOBODY, amount));
    }
    for (const [key, tally] of accounts) if (isZero(tally)) accounts.delete(key);
    const wording = wordingOf(row);
    const entry = { id: wording.entryId, event: eventOf(wording), recordedAt: wording.first.recordedAt, bookings };
    watched = watchOn(watched, entry, (key) => accounts.has(key), openHandovers);
  }
  return watched;
}
