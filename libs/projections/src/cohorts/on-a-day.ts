import {
  boundsOf,
  figureFrom,
  figureOf,
  keyOf,
  accountsOf,
  NOBODY,
  plus,
  totalOf,
  type Booking,
  type CohortEvent,
  type Confirmation,
  type Figure,
  type Accounts,
  type Tally,
} from '#cases';
import type { Position } from '#eventsourcing';
import { movementsKnown, undatedArrivalsAfter } from '../clocks/known-movements.js';
import type { Reading } from '../database/reading.js';
import { compare } from './balances.js';
import { cohortIdOf } from './cohort-batch.js';
import { entriesOfFiles } from './entries-of-files.js';
import { amountOf, bookingOf, daysFor, type MovementRow } from './movements.js';

/** Where the people of a cohort were on a day. */
export interface CohortOnDay {
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** Its accounts, as what counts by that day made them. */
  readonly accounts: Accounts;
  /** All of them; as bounds, where some may have been there or not. */
  readonly headcount: Figure;
  /** People whose arrival is not dated and is not known to be before that day: in no account. */
  readonly undated: Figure;
}

/** What an entry says of a cohort's accounts from a day on. */
interface DayStep {
  readonly day: string;
  readonly position: Position;
  readonly bookings: Booking[];
  readonly confirmed: Confirmation | null;
}

/**
 * Cohorts on a day, by their ids, counted as the reports about people count them.
 * @param on `YYYY-MM-DD`
 * @param known what was known of that day up to a log position; left out: what is known now
 */
export async function cohortsOnDay(
  reading: Reading,
  ids: readonly string[],
  on: string,
  known: Position | undefined,
): Promise<(id: string) => CohortOnDay> {
  const steps = await stepsUpTo(reading, ids, on, known);
  const undated = await undatedAfter(reading, ids, on, known);
  return (id) => {
    const inOrder = (steps.get(id) ?? []).sort((a, b) => compare(a.day, b.day) || compare(a.position, b.position));
    const accounts = accountsOf(inOrder);
    const [there, unknown] = [figureOf(totalOf(accounts)), figureOf(undated.get(id) ?? NOBODY)];
    return { on, accounts, headcount: undated.has(id) ? orMore(there, unknown) : there, undated: unknown };
  };
}

/** Those of the first figure, and of the second anything from none to all. */
function orMore(there: Figure, perhaps: Figure): Figure {
  const [{ low, high }, { high: more }] = [boundsOf(there), boundsOf(perhaps)];
  return figureFrom({ low, high: high === null || more === null ? null : high + more }, null);
}

async function stepsUpTo(
  reading: Reading,
  ids: readonly string[],
  on: string,
  known: Position | undefined,
): Promise<ReadonlyMap<string, DayStep[]>> {
  const steps = new Map<string, DayStep[]>(ids.map((id) => [id, []]));
  const counted = movementsKnown(reading, known).selectAll().where('cohort', 'in', ids).where('counts_from', '<=', on);
  for (const movement of (await counted.orderBy('position').orderBy('ordinal').execute()) as MovementRow[]) {
    const { cohort, position, counts_from: day } = movement;
    const own = steps.get(cohort)!;
    const last = own.at(-1);
    if (last?.position === position && last.day === day) last.bookings.push(bookingOf(movement));
    else own.push({ day, position, bookings: [bookingOf(movement)], confirmed: null });
  }
  for (const entry of await entriesOfFiles(reading.db, ids, known)) {
    if (entry.type !== 'WhereaboutsConfirmed' || isStruck(entry.retracted_at, known)) continue;
    const { at, occurredOn } = JSON.parse(entry.data) as Extract<CohortEvent, { type: 'WhereaboutsConfirmed' }>['data'];
    const day = daysFor(occurredOn, entry.recorded_at).certain;
    const confirmed = { account: keyOf(at), on: occurredOn };
    if (day <= on) steps.get(cohortIdOf(entry)!)!.push({ day, position: entry.position, bookings: [], confirmed });
  }
  return steps;
}

function isStruck(retractedAt: Position | null, known: Position | undefined): boolean {
  return retractedAt !== null && (known === undefined || retractedAt <= known);
}

async function undatedAfter(
  reading: Reading,
  ids: readonly string[],
  on: string,
  known: Position | undefined,
): Promise<ReadonlyMap<string, Tally>> {
  const arrivals = undatedArrivalsAfter(reading, known, on).selectAll().where('cohort', 'in', ids);
  const undated = new Map<string, Tally>();
  for (const movement of (await arrivals.execute()) as MovementRow[]) {
    undated.set(movement.cohort, plus(undated.get(movement.cohort) ?? NOBODY, amountOf(movement)));
  }
  return undated;
}
