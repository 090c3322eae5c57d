import { exactly, figureOf, isNobody, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import { amountOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { add, FIGURE_SUM, noPeople, summed, type FigureSum } from '../figures.js';
import {
  byPeopleRow,
  CohortDay,
  contradictionsOn,
  flowsOn,
  movementsOn,
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
  const flows = flowsOn(reading, query);
  const arrived = flows
    .where('to_stage', '!=', '')
    .select(['to_stage as stage', 'to_country as country', 'category', 'power_of_origin', 'people']);
  const left = flows
    .where('from_stage', '!=', '')
    .select(['from_stage as stage', 'from_country as country', 'category', 'power_of_origin'])
    .select(sql<number>`-people`.as('people'));
  const sums = await reading.db
    .selectFrom(arrived.unionAll(left).as('changes'))
    .select(['stage', 'country', 'category', 'power_of_origin'])
    .select(sql<number>`sum(people)`.as('people'))
    .groupBy(['stage', 'country', 'category', 'power_of_origin'])
    .execute();
  for (const sum of sums) groups.add({ ...sum, country: sum.country || null }, exactly(sum.people));

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
    groups.add({ ...movement, stage: movement.to_stage, country: movement.to_country }, figureOf(amountOf(movement)));
  }
  return groups.rows();
}
