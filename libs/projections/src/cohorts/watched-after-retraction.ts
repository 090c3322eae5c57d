import { isZero, keyOf, minus, NOBODY, plus, type Booking, type CohortEvent, type Tally } from '#cases';
import type { Transaction } from '../database/transaction.js';
import { NO_STATEMENTS, type EntryRow } from './entries.js';
import { bookingOf } from './movements.js';
import { earlierEntries } from './retraction-lookup.js';
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
  return watchedOf(standing.toReversed(), openHandovers);
}

/** An entry that stands, with what it booked. */
export interface Standing {
  readonly row: EntryRow;
  readonly bookings: readonly Booking[];
}

/** The same from the entries that stand, the oldest first. */
export function watchedOf(standing: readonly Standing[], openHandovers: readonly string[]): Watched {
  const accounts = new Map<string, Tally>();
  let watched = NOTHING_WATCHED;
  for (const { row, bookings } of standing) {
    for (const { from, to, amount } of bookings) {
      if (from !== null) accounts.set(keyOf(from), minus(accounts.get(keyOf(from)) ?? NOBODY, amount));
      if (to !== null) accounts.set(keyOf(to), plus(accounts.get(keyOf(to)) ?? NOBODY, amount));
    }
    for (const [key, tally] of accounts) if (isZero(tally)) accounts.delete(key);
    const event = { type: row.type, data: JSON.parse(row.data) as unknown } as CohortEvent;
    const entry = { id: row.entry_id, event, recordedAt: row.recorded_at, bookings };
    watched = watchOn(watched, entry, (key) => accounts.has(key), openHandovers);
  }
  return watched;
}
