import type { Category, DayBounds, Whereabouts as Place } from '#cases';
import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import { standingAt } from '../clocks/known.js';
import { whereaboutsOf } from '../cohorts/movements.js';
import { oneOf, portions } from '../database/dialect.js';
import type { Reading } from '../database/reading.js';
import { supportChanges } from '../sources/support-changes.js';
import type { Sides } from './sides.js';

/** A movement that does not count alike on both sides of a comparison, or is not sourced alike. */
export interface ChangedMovement {
  readonly cohort: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  /** Where people were taken from and put; null for outside the cohort. */
  readonly from: Place | null;
  readonly to: Place | null;
  /** The half of a split or a merge, by which nobody went anywhere. */
  readonly isHalf: boolean;
  /** Other places of the cohort: as its figures narrow each other, what is said of them may change though nobody moved there. */
  readonly besides: readonly Place[];
  /** The days between which it happened; where it did not stand on a side, null stands for that side. */
  readonly before: DayBounds | null;
  readonly after: DayBounds | null;
  /** The entry that made the difference, by log position: its own, or the one that struck it through. */
  readonly cause: Position;
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
  readonly earliest: string | null;
  readonly latest: string;
  /** 1 where it stood on the side. */
  readonly before: 0 | 1;
  readonly after: 0 | 1;
}

/** Every movement with which something happened between the two moments, or that only one of the two days includes. */
export async function changedMovements(reading: Reading, sides: Sides, whom: Whom): Promise<ChangedMovement[]> {
  const support = whom.cohort === undefined ? await supportChanged(reading, sides) : new Map<Position, Position[]>();
  const { rows } = await sql<Row>`${selection(sides, [...support.keys()])} ${narrowed(whom)}`.execute(reading.db);
  const changed = rows.filter(
    ({ position, before, after }) => before !== after || !isSameDay(sides) || support.has(position),
  );
  const places = positionsOf();
  const narrowing = await placesOfCohorts(reading, sides.to.known, changed);
  return changed.map((row) => {
    const isEnd = (key: string): boolean => key === row.from_key || key === row.to_key;
    const days = { earliest: row.earliest, latest: row.latest };
    return {
      cohort: row.cohort,
      category: row.category as Category,
      powerOfOrigin: row.power_of_origin,
      from: row.from_key === null ? null : places(row.from_key),
      to: row.to_key === null ? null : places(row.to_key),
      isHalf: row.half_of !== null,
      besides: (narrowing.get(row.cohort) ?? []).filter((key) => !isEnd(key)).map(places),
      before: row.before === 1 ? days : null,
      after: row.after === 1 ? days : null,
      cause: causeOf(row, sides),
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
  const [first, last] = [sides.from.on ?? LAST_DAY, sides.to.on ?? LAST_DAY].sort() as [string, string];
  const columns = sql`moved.position, moved.ordinal, cohort, category, power_of_origin, from_key, to_key, half_of, retracted_at,
    earliest, latest, ${standingAt(from, 'moved')} as before, ${standingAt(to, 'moved')} as after`;
  const touched = sql`
    select position, ordinal from movements where position > ${from} and position <= ${to}
    union select position, ordinal from movements where retracted_at > ${from} and retracted_at <= ${to}
    union select position, ordinal from movements
      where ${oneOf('position', besides)}`;
  const onOneDayOnly = sql`
    union select position, ordinal from movements
      where latest > ${first} and (earliest is null or earliest <= ${last})`;
  return sql`select * from (
    select ${columns} from (${touched} ${isSameDay(sides) ? sql`` : onOneDayOnly}) as touched
    join movements as moved on moved.position = touched.position and moved.ordinal = touched.ordinal
    where moved.position <= ${to}
  ) as changed where (before or after)`;
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

/** Struck through between the two, nothing else about it matters. */
function causeOf({ position, retracted_at }: Row, { from, to }: Sides): Position {
  return retracted_at !== null && retracted_at > from.known && retracted_at <= to.known ? retracted_at : position;
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

/** All places of the cohorts, as keys. */
async function placesOfCohorts(
  { db }: Reading,
  known: Position,
  changed: readonly Row[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const places = new Map<string, string[]>();
  for (const some of portions([...new Set(changed.map(({ cohort }) => cohort))])) {
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
