import { exactly, figureOf, isNobody, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import { bookingOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { add, FIGURE_SUM, noPeople, summed, type FigureSum } from '../figures.js';
import {
  byPeopleRow,
  CohortDay,
  contradictionsOn,
  movementsOn,
  ofExactCohorts,
  ofInexactCohorts,
  type DayReport,
  type OnDay,
  type PeopleRow,
} from './on-day.js';

/** People by stage, country, category and Power of origin. */
export async function stagesReport(models: ReadModels, query: OnDay = {}): Promise<DayReport<PeopleRow>> {
  const { on } = query;
  return models.read(async (reading) => ({
    position: reading.position,
    on: on ?? null,
    rows: on === undefined ? await present(reading, query) : await onDay(reading, query),
    undated: on === undefined ? [] : await undatedAfter(reading, { ...query, on }),
    contradictions: await contradictionsOn(reading, query),
  }));
}

/** As it stands: what the balances add up to. */
async function present({ db }: Reading, { category, powerOfOrigin }: OnDay): Promise<PeopleRow[]> {
  const columns = ['stage', 'country', 'category', 'power_of_origin'] as const;
  let balances = db.selectFrom('balances').select([...columns, ...FIGURE_SUM]);
  if (category !== undefined) balances = balances.where('category', '=', category);
  if (powerOfOrigin !== undefined) balances = balances.where('power_of_origin', '=', powerOfOrigin);
  const rows = await balances.groupBy(columns).execute();
  return rows.map((row) => ({ ...groupOf(row), ...summed(row) })).sort(byPeopleRow);
}

interface GroupColumns {
  readonly stage: string | null;
  readonly country: string | null;
  readonly category: string;
  readonly power_of_origin: string;
}

function groupOf({ stage, country, category, power_of_origin }: GroupColumns) {
  return { stage: stage as Stage, country, category: category as Category, powerOfOrigin: power_of_origin };
}

/** Adds people up by stage, country, category and Power of origin. */
class Groups {
  private readonly sums = new Map<string, { readonly group: ReturnType<typeof groupOf>; readonly sum: FigureSum }>();

  add(columns: GroupColumns, people: Figure): void {
    if (isNobody(people)) return;
    const group = groupOf(columns);
    const key = JSON.stringify(group);
    const kept = this.sums.get(key) ?? { group, sum: noPeople() };
    this.sums.set(key, kept);
    add(kept.sum, people);
  }

  rows(): PeopleRow[] {
    return [...this.sums.values()].map(({ group, sum }) => ({ ...group, ...summed(sum) })).sort(byPeopleRow);
  }
}

async function onDay(reading: Reading, query: OnDay): Promise<PeopleRow[]> {
  const groups = new Groups();
  const exact = ofExactCohorts(movementsOn(reading, query));
  const arrived = exact
    .where('to_stage', 'is not', null)
    .select(['to_stage as stage', 'to_country as country', 'category', 'power_of_origin', 'exact']);
  const left = exact
    .where('from_stage', 'is not', null)
    .select(['from_stage as stage', 'from_country as country', 'category', 'power_of_origin'])
    .select(sql<number>`-exact`.as('exact'));
  const sums = await reading.db
    .selectFrom(arrived.unionAll(left).as('changes'))
    .select(['stage', 'country', 'category', 'power_of_origin'])
    .select(sql<number>`sum(exact)`.as('people'))
    .groupBy(['stage', 'country', 'category', 'power_of_origin'])
    .execute();
  for (const sum of sums) groups.add(sum, exactly(sum.people));

  const inexact = ofInexactCohorts(movementsOn(reading, query)).selectAll();
  let day = new CohortDay();
  let cohort: GroupColumns & { cohort: string } = {
    cohort: '',
    stage: null,
    country: null,
    category: '',
    power_of_origin: '',
  };
  const close = (): void => {
    for (const { position, people } of day.balances()) groups.add({ ...cohort, ...position }, people);
    day = new CohortDay();
  };
  for await (const movement of inexact.orderBy('cohort').orderBy('position').orderBy('ordinal').stream()) {
    if (movement.cohort !== cohort.cohort) close();
    cohort = { ...movement, stage: null, country: null };
    day.take(movement);
  }
  close();
  return groups.rows();
}

/** Who came from outside on no stated day, and is not known to have been there by then. A part was in the cohort it left. */
async function undatedAfter(reading: Reading, query: OnDay & { readonly on: string }): Promise<PeopleRow[]> {
  const groups = new Groups();
  const later = movementsOn(reading, { ...query, on: undefined })
    .where('counts_from', '>', query.on)
    .where('from_key', 'is', null)
    .where('half_of', 'is', null)
    .where('occurred_on', 'is', null);
  const sums = await later
    .where('inexact', 'is', null)
    .select(['to_stage as stage', 'to_country as country', 'category', 'power_of_origin'])
    .select(sql<number>`sum(exact)`.as('people'))
    .groupBy(['to_stage', 'to_country', 'category', 'power_of_origin'])
    .execute();
  for (const sum of sums) groups.add(sum, exactly(sum.people));
  for await (const movement of later
    .where('inexact', 'is not', null)
    .selectAll()
    .orderBy('position')
    .orderBy('ordinal')
    .stream()) {
    groups.add(
      { ...movement, stage: movement.to_stage, country: movement.to_country },
      figureOf(bookingOf(movement).amount),
    );
  }
  return groups.rows();
}
