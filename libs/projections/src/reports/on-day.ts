import { balancesOf, minus, NOBODY, plus, STAGES, type Account, type Category, type Stage } from '#cases';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import { amountOf, positionOf, type MovementRow } from '../cohorts/movements.js';
import type { Reading } from '../database/read-models.js';
import type { Tables } from '../database/tables.js';
import type { Summed } from '../figures.js';

/** What every report about people may be asked for. */
export interface OnDay {
  /** `YYYY-MM-DD`; left out: as it stands. */
  readonly on?: string;
  readonly category?: Category;
  readonly powerOfOrigin?: string;
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

export interface PeopleRow extends Summed {
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

/** After every day that a date can name. */
export const ALL_DAYS = '9999-12-31';

type Movements<Row> = SelectQueryBuilder<Tables, 'movements', Row>;

/** Movements that stand and, with `on`, count on that day. */
export function movementsOn({ db }: Reading, { on, category, powerOfOrigin }: OnDay): Movements<object> {
  let movements = db.selectFrom('movements').where('retracted_at', 'is', null);
  if (on !== undefined) movements = movements.where('counts_from', '<=', on);
  if (category !== undefined) movements = movements.where('category', '=', category);
  if (powerOfOrigin !== undefined) movements = movements.where('power_of_origin', '=', powerOfOrigin);
  return movements;
}

/** Movements of cohorts whose accounts narrow each other, so that SQL cannot add them up. */
export function ofInexactCohorts<Row>(movements: Movements<Row>): Movements<Row> {
  return movements.where('cohort', 'in', sql<string>`(select cohort from inexact_cohorts)`);
}

/** Flows of all the other cohorts that count on that day. */
export function flowsOn({ db }: Reading, { on, category, powerOfOrigin }: OnDay) {
  let flows = db.selectFrom('day_flows').where('movements', '>', 0);
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
      const opened = account ?? { position: positionOf(key), arrived: true, since: null, confirmedOn: null };
      this.accounts.set(key, { ...opened, tally: { exact, inexact } });
    }
  }
}

/** Contradictions that make this day look other than it was stated. */
export async function contradictionsOn({ db }: Reading, query: OnDay): Promise<Contradiction[]> {
  const { on, category, powerOfOrigin } = query;
  if (on === undefined) return [];
  let found = db.selectFrom('contradictions').selectAll().where('stated_from', '<=', on).where('counted_from', '>', on);
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

/** In the order of the way home, then by country, category and Power of origin. */
export function byPeopleRow(a: Omit<PeopleRow, keyof Summed>, b: Omit<PeopleRow, keyof Summed>): number {
  return (
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    compare(a.country ?? '', b.country ?? '') ||
    compare(a.category, b.category) ||
    compare(a.powerOfOrigin, b.powerOfOrigin)
  );
}
