import { balancesOf, minus, NOBODY, plus, STAGES, type Account, type Category, type Stage } from '#cases';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import { amountOf, whereaboutsOf, type MovementRow } from '../cohorts/movements.js';
import { knownUntil, lastDayOf, type KnownAt } from '../clocks/known.js';
import { flowsKnown } from '../clocks/known-flows.js';
import { inexactCohorts, movementsKnown, type Movements } from '../clocks/known-movements.js';
import type { AsOf } from '../cohorts/as-of.js';
import type { Reading } from '../database/reading.js';
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

/** Dates of a cohort that cannot all be true: the departure was counted from the later of the two days. */
export interface Contradiction {
  readonly cohortId: string;
  /** The departure first, then the arrivals that it had to wait for. */
  readonly entryIds: readonly string[];
  /** The day on which it was said to have been, and the one from which it is counted. */
  readonly statedFrom: string;
  readonly countedFrom: string;
}

/** Its grade is the worst of the movements that brought people there or took them away, on or before the day. */
export interface PeopleRow extends Summed, MovementsGraded {
  readonly stage: Stage;
  readonly country: string | null;
  readonly category: Category;
  readonly powerOfOrigin: string;
}

/** A report about people on a day. */
export interface DayReport<Row> extends Answer {
  readonly on: string | null;
  readonly rows: readonly Row[];
  /** People whose arrival is not dated and is not known to be before that day: in no row. */
  readonly undated: readonly Row[];
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

/** Movements that stand and, with `on`, count on that day. */
export function movementsOn(reading: Reading, query: AtPosition<OnDay>): Movements {
  const { on } = query;
  const movements = ofThose(movementsKnown(reading, query.known), query);
  return on === undefined ? movements : movements.where('counts_from', '<=', on);
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

/** Movements of cohorts whose accounts narrow each other, so that SQL cannot add them up. */
export function ofInexactCohorts<Row>(movements: Movements<Row>, { known }: AtPosition<OnDay>): Movements<Row> {
  return movements.where('cohort', 'in', inexactCohorts(known));
}

/** Flows of all the other cohorts that count on that day, to be added up by what they are grouped by. */
export async function flowsOn({ db }: Reading, { on, known, category, powerOfOrigin }: AtPosition<OnDay>) {
  const rows =
    known === undefined ? db.selectFrom('day_flows') : db.selectFrom((await flowsKnown(db, known)).as('day_flows'));
  let flows = (rows as SelectQueryBuilder<Tables, 'day_flows', object>).having(sql<boolean>`sum(movements) > 0`);
  if (on !== undefined) flows = flows.where('day', '<=', on);
  if (category !== undefined) flows = flows.where('category', '=', category);
  if (powerOfOrigin !== undefined) flows = flows.where('power_of_origin', '=', powerOfOrigin);
  return flows;
}

/** Accounts of one cohort as its movements up to some day made them. */
export class CohortDay {
  private readonly accounts = new Map<string, Account>();

  /** @param movement the next of the same cohort */
  take(movement: MovementRow): void {
    const amount = amountOf(movement);
    this.change(movement.from_key, (tally) => minus(tally, amount));
    this.change(movement.to_key, (tally) => plus(tally, amount));
  }

  balances(): ReturnType<typeof balancesOf> {
    return balancesOf(this.accounts);
  }

  private change(key: string | null, to: (tally: Account['tally']) => Account['tally']): void {
    if (key === null) return;
    const account = this.accounts.get(key);
    const { exact, inexact } = to(account?.tally ?? NOBODY);
    if (exact === 0 && inexact.length === 0) this.accounts.delete(key);
    else {
      const opened = account ?? { whereabouts: whereaboutsOf(key), arrived: true, since: null, confirmedOn: null };
      this.accounts.set(key, { ...opened, tally: { exact, inexact } });
    }
  }
}

/** Contradictions that make this day look other than it was stated. */
export async function contradictionsOn({ db }: Reading, query: AtPosition<OnDay>): Promise<Contradiction[]> {
  const { on, known, category, powerOfOrigin } = query;
  if (on === undefined) return [];
  let found = db.selectFrom('contradictions').selectAll().where('stated_from', '<=', on).where('counted_from', '>', on);
  found =
    known === undefined
      ? found.where('until', 'is', null)
      : found.where('since', '<=', known).where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', known)]));
  if (category !== undefined) found = found.where('category', '=', category);
  if (powerOfOrigin !== undefined) found = found.where('power_of_origin', '=', powerOfOrigin);
  const rows = await found.orderBy('cohort').orderBy('position').execute();
  return rows.map(({ cohort, entry_ids, stated_from, counted_from }) => ({
    cohortId: cohort,
    entryIds: JSON.parse(entry_ids) as string[],
    statedFrom: stated_from,
    countedFrom: counted_from,
  }));
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
