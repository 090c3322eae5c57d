import type { Position } from '#eventsourcing';
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import { movements } from '../cohorts/movements.js';
import type { Reading } from '../database/reading.js';
import type { Tables } from '../database/tables.js';
import { standingAt } from './known.js';

/** Movements as a query reads them, whichever moment they are known at. */
export type Movements<Row = object> = SelectQueryBuilder<Tables, 'movements', Row>;

/**
 * Movements that stood at a moment, with the days from which they counted as it was known then.
 * @param known left out: as they stand now
 */
export function movementsKnown({ db }: Reading, known: Position | undefined): Movements {
  if (known === undefined) return db.selectFrom('movements').where('retracted_at', 'is', null);
  const day = sql<string>`${dayKnown(known, 'movements')}`.as('counts_from');
  const rows = db
    .selectFrom('movements')
    .select([...OTHERS, day])
    .where(standingAt(known, 'movements'));
  return db.selectFrom(rows.as('movements')) as unknown as Movements;
}

/**
 * Arrivals from outside the cohorts that counted from after a day, of which nobody says when they were: they count from a later
 * day only because nothing else is known.
 */
export function undatedArrivalsAfter(reading: Reading, known: Position | undefined, on: string): Movements {
  return movementsKnownAfter(reading, known, on)
    .where('from_key', 'is', null)
    .where('half_of', 'is', null)
    .where('occurred_on', 'is', null);
}

/** Movements known then that counted from after a day. Found by the days, not by going through all movements. */
function movementsKnownAfter(reading: Reading, known: Position | undefined, on: string): Movements {
  if (known === undefined) return movementsKnown(reading, known).where('counts_from', '>', on);
  const { db } = reading;
  const still = db
    .selectFrom('movements')
    .select([...OTHERS, 'counts_from'])
    .where('counts_from', '>', on)
    .where((eb) => eb.or([eb('dated_at', 'is', null), eb('dated_at', '<=', known)]))
    .where(standingAt(known, 'movements'));
  const then = db
    .selectFrom('earlier_days as then')
    .innerJoin('movements', (join) =>
      join.onRef('movements.position', '=', 'then.position').onRef('movements.ordinal', '=', 'then.ordinal'),
    )
    .select([...OTHERS.map((column) => `movements.${column}` as const), 'then.counts_from as counts_from'])
    .where('then.counts_from', '>', on)
    .where('then.since', '<=', known)
    .where('then.until', '>', known)
    .where(standingAt(known, 'movements'));
  return db.selectFrom(still.unionAll(then as never).as('movements')) as unknown as Movements;
}

const OTHERS = (Object.keys(movements.columns) as (keyof typeof movements.columns)[]).filter(
  (column) => column !== 'counts_from',
);

/** The day from which a movement counted at a moment. @param rows what the query calls the movements */
export function dayKnown(known: Position, rows: string): RawBuilder<string> {
  const of = (column: string): RawBuilder<unknown> => sql.ref(`${rows}.${column}`);
  return sql<string>`case when ${of('dated_at')} > ${known} then (
    select earlier.counts_from from earlier_days as earlier
    where earlier.position = ${of('position')} and earlier.ordinal = ${of('ordinal')}
      and earlier.since <= ${known} and earlier.until > ${known}
  ) else ${of('counts_from')} end`;
}

/** Cohorts that had ever had an inexact movement, as it was known then: a subquery. */
export function inexactCohorts(known: Position | undefined): RawBuilder<string> {
  return known === undefined
    ? sql`(select cohort from inexact_cohorts)`
    : sql`(select cohort from inexact_cohorts where since <= ${known})`;
}
