import { type Category, type Whereabouts as Place } from '#cases';
import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import { standingAt } from '../clocks/known.js';
import { dayKnown } from '../clocks/known-movements.js';
import { whereaboutsOf } from '../cohorts/movements.js';
import { oneOf, portions } from '../database/dialect.js';
import type { Reading } from '../database/reading.js';
import { supportChanges } from '../sources/support-changes.js';
import type { Sides } from './sides.js';

/** A movement that does not count on both sides of a comparison, or not from the same day, or is not sourced alike. */
export interface ChangedMovement {
  readonly cohort: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  /** Where people were taken from and put; null for outside the cohort. */
  readonly from: Place | null;
  readonly to: Place | null;
  /** The half of a split or a merge, by which nobody went anywhere. */
  readonly isHalf: boolean;
  /** Other places of a cohort whose figures narrow each other: what is said of them may change too. */
  readonly besides: readonly Place[];
  /** The day from which it counted on each side; null where it did not stand. */
  readonly before: string | null;
  readonly after: string | null;
  /** The entries between the two moments that made the difference; its own where only the days differ. By log position. */
  readonly causes: readonly Position[];
  /** The entries between the two moments by which its own lost its source, or gained another's word. */
  readonly support: readonly Position[];
}

export interface Whom {
  readonly category?: Category;
  readonly powerOfOrigin?: string;
  /** Left out: of all cohorts, with what changed how well their movements are sourced. */
  readonly cohort?: string;
}

interface Row {
  readonly position: string;
  readonly ordinal: number;
  readonly cohort: string;
  readonly category: string;
  readonly power_of_origin: string;
  readonly from_key: string | null;
  readonly to_key: string | null;
  readonly half_of: string | null;
  readonly retracted_at: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Every movement with which something happened between the two moments, or that only one of the two days includes. */
export async function changedMovements(reading: Reading, sides: Sides, whom: Whom): Promise<ChangedMovement[]> {
  const support = whom.cohort === undefined ? await supportChanged(reading, sides) : new Map<Position, Position[]>();
  const { rows } = await sql<Row>`${selection(sides, [...support.keys()])} ${narrowed(whom)}`.execute(reading.db);
  const changed = rows.filter(
    ({ position, before, after }) => before !== after || !isSameDay(sides) || support.has(position),
  );
  const redated = await redatings(reading, sides);
  const places = positionsOf();
  const narrowing = await placesOfInexact(reading, sides.to.known, changed);
  return changed.map((row) => {
    const isEnd = (key: string): boolean => key === row.from_key || key === row.to_key;
    return {
      cohort: row.cohort,
      category: row.category as Category,
      powerOfOrigin: row.power_of_origin,
      from: row.from_key === null ? null : places(row.from_key),
      to: row.to_key === null ? null : places(row.to_key),
      isHalf: row.half_of !== null,
      besides: (narrowing.get(row.cohort) ?? []).filter((key) => !isEnd(key)).map(places),
      before: row.before,
      after: row.after,
      causes: causesOf(row, redated.get(`${row.position} ${row.ordinal}`) ?? [], sides),
      support: support.get(row.position) ?? [],
    };
  });
}

function isSameDay({ from, to }: Sides): boolean {
  return from.on === to.on;
}

/** What changed how well entries are sourced, by their log positions. */
async function supportChanged(
  reading: Reading,
  { from, to }: Sides,
): Promise<ReadonlyMap<Position, readonly Position[]>> {
  const changes = await supportChanges(reading, 'cohort', from.known, to.known);
  return new Map(changes.map(({ entry, causes }) => [entry.position, causes]));
}

/** @param besides log positions of entries whose movements are looked at too */
function selection(sides: Sides, besides: readonly Position[]) {
  const [from, to] = [sides.from.known, sides.to.known];
  const days = [sides.from.on ?? LAST_DAY, sides.to.on ?? LAST_DAY].sort();
  const columns = sql`moved.position, moved.ordinal, cohort, category, power_of_origin, from_key, to_key, half_of, retracted_at,
    case when ${standingAt(from, 'moved')} then ${dayKnown(from, 'moved')} end as before,
    case when ${standingAt(to, 'moved')} then ${dayKnown(to, 'moved')} end as after`;
  const touched = sql`
    select position, ordinal from movements where position > ${from} and position <= ${to}
    union select position, ordinal from movements where retracted_at > ${from} and retracted_at <= ${to}
    union select position, ordinal from earlier_days where until > ${from} and until <= ${to}
    union select position, ordinal from movements
      where ${oneOf('position', besides)}`;
  const onOneDayOnly = sql`
    union select position, ordinal from movements where counts_from > ${days[0]} and counts_from <= ${days[1]}
    union select position, ordinal from earlier_days where counts_from > ${days[0]} and counts_from <= ${days[1]}`;
  return sql`select * from (
    select ${columns} from (${touched} ${isSameDay(sides) ? sql`` : onOneDayOnly}) as touched
    join movements as moved on moved.position = touched.position and moved.ordinal = touched.ordinal
    where moved.position <= ${to}
  ) as changed where (before is not null or after is not null)`;
}

const LAST_DAY = '9999-12-31';

function narrowed({ category, powerOfOrigin, cohort }: Whom) {
  const conditions = [
    ...(category === undefined ? [] : [sql`and category = ${category}`]),
    ...(powerOfOrigin === undefined ? [] : [sql`and power_of_origin = ${powerOfOrigin}`]),
    ...(cohort === undefined ? [] : [sql`and cohort = ${cohort}`]),
  ];
  return sql`${sql.join(conditions, sql` `)} order by position, ordinal`;
}

/** Struck through, nothing else about it matters; else what brought it, if that was between the two, and what dated it. */
function causesOf({ position, retracted_at }: Row, redated: readonly Position[], { from, to }: Sides): Position[] {
  if (retracted_at !== null && retracted_at > from.known && retracted_at <= to.known) return [retracted_at];
  const causes = [...(position > from.known ? [position] : []), ...redated];
  return causes.length === 0 ? [position] : causes;
}

/** The entries between the two moments that gave movements another day. */
async function redatings({ db }: Reading, { from, to }: Sides): Promise<ReadonlyMap<string, readonly Position[]>> {
  const rows = await db
    .selectFrom('earlier_days')
    .select(['position', 'ordinal', 'until'])
    .where('until', '>', from.known)
    .where('until', '<=', to.known)
    .execute();
  const found = new Map<string, Position[]>();
  for (const { position, ordinal, until } of rows) {
    const key = `${position} ${ordinal}`;
    found.set(key, [...(found.get(key) ?? []), until]);
  }
  return found;
}

/** Reads each position once: there are far fewer of them than movements. */
function positionsOf(): (key: string) => Place {
  const read = new Map<string, Place>();
  return (key) => {
    const place = read.get(key) ?? whereaboutsOf(key);
    read.set(key, place);
    return place;
  };
}

/** All places of those of the cohorts that have inexact figures, as keys. */
async function placesOfInexact(
  { db }: Reading,
  known: Position,
  changed: readonly Row[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const inexact = await db.selectFrom('inexact_cohorts').select('cohort').where('since', '<=', known).execute();
  const all = new Set(inexact.map(({ cohort }) => cohort));
  const cohorts = [...new Set(changed.map(({ cohort }) => cohort))].filter((cohort) => all.has(cohort));
  const places = new Map<string, string[]>();
  for (const some of portions(cohorts)) {
    const rows = await db
      .selectFrom('movements')
      .select(['cohort', 'to_key'])
      .distinct()
      .where('cohort', 'in', some)
      .where('to_key', 'is not', null)
      .where('position', '<=', known)
      .execute();
    for (const { cohort, to_key } of rows) places.set(cohort, [...(places.get(cohort) ?? []), to_key!]);
  }
  return places;
}
