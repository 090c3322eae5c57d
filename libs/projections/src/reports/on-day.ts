import { STAGES, type Category, type Stage } from '#cases';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import { knownUntil, lastDayOf, type KnownAt } from '../clocks/known.js';
import { flowsKnown } from '../clocks/known-flows.js';
import { movementsKnown, type Movements } from '../clocks/known-movements.js';
import type { AsOf } from '../cohorts/as-of.js';
import type { ContradictionRow } from '../cohorts/contradictions.js';
import type { Reading } from '../database/reading.js';
import { portions } from '../database/dialect.js';
import type { Tables } from '../database/tables.js';
import type { Summed } from '../figures.js';
import type { Graded } from '../grades.js';

/** What every report about people may be asked for. */
export interface OnDay extends KnownAt {
  /** `YYYY-MM-DD`; left out: as it stands. */
  readonly on?: string;
  readonly category?: Category;
  readonly powerOfOrigin?: string;
}

/** How well the movements that a row adds up are sourced. */
export interface MovementsGraded extends Graded {
  /** Movements whose entries name no source, or one that was withdrawn. */
  readonly unsourced: number;
}

/** Dates of a cohort that cannot all be true: between the two days more had left a position than can have come there. */
export interface Contradiction {
  readonly cohortId: string;
  /** The departure first, then the arrivals that come too late for it. */
  readonly entryIds: readonly string[];
  /** The day on which it was said to have been, and the first on which that can be. */
  readonly statedFrom: string;
  readonly countedFrom: string;
}

/** Whether dates alone make a figure a range: then `range`, else null. */
export interface Dated {
  readonly dates: 'range' | null;
}

/** Its grade is the worst of the movements that brought people there or took them away, or may have, by the day. */
export interface PeopleRow extends Summed, Dated, MovementsGraded {
  readonly stage: Stage;
  readonly country: string | null;
  readonly category: Category;
  readonly powerOfOrigin: string;
}

/** A report about people on a day. */
export interface DayReport<Row> extends Answer {
  readonly on: string | null;
  readonly rows: readonly Row[];
  readonly contradictions: readonly Contradiction[];
}

/** What was asked, with the position up to which everything was known; undefined where that is not asked for. */
export type AtPosition<Query> = Omit<Query, 'knownAt'> & { readonly known: Position | undefined };

/** @throws InvalidMoment */
export async function asked<Query extends KnownAt>(
  reading: Reading,
  { knownAt, ...query }: Query,
): Promise<AtPosition<Query>> {
  return { ...query, known: await knownUntil(reading, knownAt) };
}

/** The day up to which stays are counted: the one asked about, or that of what was known, or else today. */
export async function countedUpTo(reading: Reading, { on, known, asOf }: AtPosition<OnDay & AsOf>): Promise<string> {
  return on ?? (known === undefined ? asOf : await lastDayOf(reading, known));
}

/** Movements that stand and, with `on`, may have been by that day. */
export function movementsOn(reading: Reading, query: AtPosition<OnDay>): Movements {
  const { on } = query;
  const movements = ofThose(movementsKnown(reading, query.known), query);
  return on === undefined
    ? movements
    : movements.where((eb) => eb.or([eb('earliest', 'is', null), eb('earliest', '<=', on)]));
}

/** Movements of those that are asked about. */
export function ofThose(
  movements: Movements,
  { category, powerOfOrigin }: Pick<OnDay, 'category' | 'powerOfOrigin'>,
): Movements {
  let those = movements;
  if (category !== undefined) those = those.where('category', '=', category);
  if (powerOfOrigin !== undefined) those = those.where('power_of_origin', '=', powerOfOrigin);
  return those;
}

/** Flows that stand and, with `on`, may have been by that day, to be added up by what they are grouped by. */
export async function flowsOn({ db }: Reading, { on, known, category, powerOfOrigin }: AtPosition<OnDay>) {
  const rows =
    known === undefined ? db.selectFrom('day_flows') : db.selectFrom((await flowsKnown(db, known)).as('day_flows'));
  let flows = (rows as SelectQueryBuilder<Tables, 'day_flows', object>).having(sql<boolean>`sum(movements) > 0`);
  if (on !== undefined) flows = flows.where('earliest', '<=', on);
  if (category !== undefined) flows = flows.where('category', '=', category);
  if (powerOfOrigin !== undefined) flows = flows.where('power_of_origin', '=', powerOfOrigin);
  return flows;
}

/** Contradictions that make this day look other than it was stated. */
export async function contradictionsOn(reading: Reading, query: AtPosition<OnDay>): Promise<Contradiction[]> {
  const { on, known, category, powerOfOrigin } = query;
  if (on === undefined) return [];
  let found = reading.db
    .selectFrom('contradictions')
    .selectAll()
    .where('stated_from', '<=', on)
    .where('counted_from', '>', on);
  found =
    known === undefined
      ? found.where('until', 'is', null)
      : found.where('since', '<=', known).where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', known)]));
  if (category !== undefined) found = found.where('category', '=', category);
  if (powerOfOrigin !== undefined) found = found.where('power_of_origin', '=', powerOfOrigin);
  const rows = (await found
    .orderBy('cohort')
    .orderBy('position')
    .orderBy('stated_from')
    .execute()) as ContradictionRow[];
  const named = rows.map((row) => ({ row, positions: JSON.parse(row.entries) as Position[] }));
  const ids = await entryIdsAt(
    reading,
    named.flatMap(({ positions }) => positions),
  );
  return named.map(({ row: { cohort, stated_from, counted_from }, positions }) => ({
    cohortId: cohort,
    entryIds: positions.map((position) => ids.get(position)!),
    statedFrom: stated_from,
    countedFrom: counted_from,
  }));
}

async function entryIdsAt({ db }: Reading, positions: readonly Position[]): Promise<ReadonlyMap<Position, string>> {
  const ids = new Map<Position, string>();
  for (const some of portions([...new Set(positions)])) {
    const rows = await db
      .selectFrom('entries')
      .select(['position', 'entry_id'])
      .where('position', 'in', some)
      .execute();
    for (const { position, entry_id } of rows) ids.set(position, entry_id);
  }
  return ids;
}

type Place = Pick<PeopleRow, 'stage' | 'country' | 'category' | 'powerOfOrigin'>;

/** In the order of the way home, then by country, category and Power of origin. */
export function byPeopleRow(a: Place, b: Place): number {
  return (
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    compare(a.country ?? '', b.country ?? '') ||
    compare(a.category, b.category) ||
    compare(a.powerOfOrigin, b.powerOfOrigin)
  );
}
