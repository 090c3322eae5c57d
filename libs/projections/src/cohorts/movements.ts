import {
  keyOf,
  type Booking,
  type CohortEvent,
  type KnownCohort,
  type Whereabouts,
  type Tally,
  type Term,
} from '#cases';
import type { Recorded } from '#eventsourcing';
import { table } from '../database/table.js';
import { gradeOf } from '../grades.js';
import { dayRange } from './entries.js';

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
  /** The day from which it counts: see `days.ts`. */
  counts_from: string;
  /** Log position of the entry that gave it this day; null where it has had no other. See `earlier_days`. */
  dated_at: string | null;
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
    counts_from: 'text',
    dated_at: 'text',
    half_of: 'text',
    grade: 'text',
    retracted_at: 'text',
  },
  key: ['position', 'ordinal'],
  later: ['retracted_at'],
  indexes: [
    { columns: ['cohort'] },
    { columns: ['counts_from'] },
    { columns: ['half_of'], whereSet: 'half_of' },
    { columns: ['retracted_at'], whereSet: 'retracted_at' },
  ],
});

/** The rows of an entry that moved people, as the accounts booked it. */
export function movementRows(event: Recorded, cohort: KnownCohort, bookings: readonly Booking[]): MovementRow[] {
  const stated = event as unknown as CohortEvent;
  const half_of = spansCohorts(stated) ? event.command.id : null;
  const grade = gradeOf('basis' in stated.data ? stated.data.basis : null);
  const [{ to: first, arrivedOn: firstOn }] = bookings as [Booking];
  const { certain } = daysFor(first === null ? stated.data.occurredOn : firstOn, event.recordedAt);
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
    occurred_on: to === null ? stated.data.occurredOn : arrivedOn,
    counts_from: certain,
    dated_at: null,
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

/** The first day that a date can mean, and the day by which it certainly was: never later than when it was recorded. */
export function daysFor(
  occurredOn: string | null,
  recordedAt: string,
): { readonly earliest: string | null; readonly certain: string } {
  const recorded = recordedAt.slice(0, '2025-08-24'.length);
  const { earliest = null, latest = null } = (occurredOn === null ? undefined : dayRange(occurredOn)) ?? {};
  return { earliest, certain: latest === null || latest > recorded ? recorded : latest };
}

function spansCohorts({ type, data }: CohortEvent): boolean {
  return type === 'CohortSplit' || type === 'CohortMerged' || (type === 'CohortRegistered' && data.partOf !== null);
}
