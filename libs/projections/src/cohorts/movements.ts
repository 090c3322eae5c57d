import {
  daysOfEntry,
  keyOf,
  type Booking,
  type CohortEvent,
  type EntryDays,
  type KnownCohort,
  type MovingEvent,
  type Presence,
  type Whereabouts,
  type Tally,
  type Term,
} from '#cases';
import type { Recorded } from '#eventsourcing';
import { table } from '../database/table.js';
import { gradeOf } from '../grades.js';

/** People taken from one account of a cohort and put in another: one element of an entry's `moved`. */
export interface MovementRow {
  /** Of the entry, and which of its movements. */
  position: string;
  ordinal: number;
  cohort: string;
  category: string;
  power_of_origin: string;
  /** `keyOf` the position; null stands for outside the cohort. */
  from_key: string | null;
  from_stage: string | null;
  from_country: string | null;
  to_key: string | null;
  to_stage: string | null;
  to_country: string | null;
  /** The exact part of the amount, and its inexact terms as JSON, where it has any. */
  exact: number;
  inexact: string | null;
  /** When people came to where they were put, as the accounts keeps it; else when they left. An EDTF date. */
  occurred_on: string | null;
  /** The first day on which it can have been; null where nothing bounds it. From `latest` on it certainly had been. */
  earliest: string | null;
  latest: string;
  /** The last day that its date states, where that is before anybody can have been where it takes people from. */
  stated_until: string | null;
  /** The same on the two halves of a split or a merge, which stand in two cohorts. */
  half_of: string | null;
  /** Of the entry: reliability and credibility, e.g. `F6`; null where it names no source. */
  grade: string | null;
  retracted_at: string | null;
}

declare module '../database/tables.js' {
  interface Tables {
    movements: MovementRow;
  }
}

export const movements = table<MovementRow>({
  name: 'movements',
  columns: {
    position: 'text',
    ordinal: 'integer',
    cohort: 'text',
    category: 'text',
    power_of_origin: 'text',
    from_key: 'text',
    from_stage: 'text',
    from_country: 'text',
    to_key: 'text',
    to_stage: 'text',
    to_country: 'text',
    exact: 'integer',
    inexact: 'text',
    occurred_on: 'text',
    earliest: 'text',
    latest: 'text',
    stated_until: 'text',
    half_of: 'text',
    grade: 'text',
    retracted_at: 'text',
  },
  key: ['position', 'ordinal'],
  later: ['retracted_at'],
  indexes: [
    { columns: ['cohort'] },
    { columns: ['latest'] },
    { columns: ['earliest'], whereSet: 'inexact' },
    { columns: ['half_of'], whereSet: 'half_of' },
    { columns: ['retracted_at'], whereSet: 'retracted_at' },
  ],
});

/** The rows of an entry that moved people, as the accounts booked it. @param days between which it happened */
export function movementRows(
  event: Recorded,
  cohort: KnownCohort,
  bookings: readonly Booking[],
  days: EntryDays,
): MovementRow[] {
  const stated = event as unknown as CohortEvent;
  const half_of = spansCohorts(stated) ? event.command.id : null;
  const grade = gradeOf('basis' in stated.data ? stated.data.basis : null);
  return bookings.map(({ from, to, amount, arrivedOn }, ordinal) => ({
    position: event.position,
    ordinal,
    cohort: cohort.id,
    category: cohort.category,
    power_of_origin: cohort.powerOfOrigin,
    from_key: from && keyOf(from),
    from_stage: from && from.stage,
    from_country: from && from.country,
    to_key: to && keyOf(to),
    to_stage: to && to.stage,
    to_country: to && to.country,
    exact: amount.exact,
    inexact: amount.inexact.length === 0 ? null : JSON.stringify(amount.inexact),
    occurred_on: to === null ? (stated as MovingEvent).data.occurredOn : arrivedOn,
    earliest: days.earliest,
    latest: days.latest,
    stated_until: days.statedUntil,
    half_of,
    grade,
    retracted_at: null,
  }));
}

/** How many people moved. */
export function amountOf({ exact, inexact }: MovementRow): Tally {
  return { exact, inexact: inexact === null ? [] : (JSON.parse(inexact) as Term[]) };
}

/** A movement row as it was booked. */
export function bookingOf(row: MovementRow): Booking {
  return {
    from: row.from_key === null ? null : whereaboutsOf(row.from_key),
    to: row.to_key === null ? null : whereaboutsOf(row.to_key),
    amount: amountOf(row),
    arrivedOn: row.to_key === null ? null : row.occurred_on,
  };
}

/** The position that a key was made of. */
export function whereaboutsOf(key: string): Whereabouts {
  const [stage, country, place, runBy, exit] = JSON.parse(key) as any[];
  // In the order of a canonical record, as events have it: a position may be compared as text.
  return { country, exit, place, runBy, stage };
}

/** The days of an entry that moved people: as it is stated of those who came, else of those who left. */
export function daysOfMovements(event: Recorded, bookings: readonly Booking[], presence: Presence): EntryDays {
  const { occurredOn } = (event as unknown as MovingEvent).data;
  const came = bookings.find(({ to }) => to !== null);
  const left = bookings.flatMap(({ from }) => (from === null ? [] : [keyOf(from)]));
  return daysOfEntry(came === undefined ? occurredOn : came.arrivedOn, dayOf(event.recordedAt), left, presence);
}

/** The half of a split or a merge that people arrive by: of another cohort's entry, by its command; undefined for all else. */
export function halfArrivingBy(event: Recorded): string | undefined {
  const stated = event as unknown as CohortEvent;
  if (stated.type === 'CohortMerged') return stated.data.role === 'absorbing' ? event.command.id : undefined;
  return stated.type === 'CohortRegistered' && stated.data.partOf !== null ? event.command.id : undefined;
}

/** The day of an instant: `YYYY-MM-DD`. */
export function dayOf(instant: string): string {
  return instant.slice(0, '2025-08-24'.length);
}

function spansCohorts({ type, data }: CohortEvent): boolean {
  return type === 'CohortSplit' || type === 'CohortMerged' || (type === 'CohortRegistered' && data.partOf !== null);
}
