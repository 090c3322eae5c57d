import { exactly, figureOf, isNobody, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import { answered } from '../clocks/known.js';
import { movementsKnownAfter } from '../clocks/known-movements.js';
import { amountOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { add, FIGURE_SUM, noPeople, summed, type FigureSum } from '../figures.js';
import {
  asked,
  byPeopleRow,
  CohortDay,
  contradictionsOn,
  flowsOn,
  movementsOn,
  ofInexactCohorts,
  ofThose,
  type Asked,
  type DayReport,
  type OnDay,
  type PeopleRow,
} from './on-day.js';

/** People by stage, country, category and Power of origin. */
export async function stagesReport(models: ReadModels, query: OnDay = {}): Promise<DayReport<PeopleRow>> {
  const { on } = query;
  return models.read(async (reading) => {
    const all = await asked(reading, query);
    const isPresent = on === undefined && all.known === undefined;
    return {
      ...answered(reading, all.known),
      on: on ?? null,
      rows: isPresent ? await present(reading, query) : await onDay(reading, all),
      undated: on === undefined ? [] : await undatedAfter(reading, { ...all, on }),
      contradictions: await contradictionsOn(reading, all),
    };
  });
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

async function onDay(reading: Reading, query: Asked<OnDay>): Promise<PeopleRow[]> {
  const groups = new Groups();
  for (const [columns, people] of await exactOn(reading, query)) groups.add(columns, exactly(people));

  const inexact = ofInexactCohorts(movementsOn(reading, query), query).selectAll();
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

const ENDS = ['from_stage', 'from_country', 'to_stage', 'to_country'] as const;

/** What the flows up to the day left in each stage and country. */
async function exactOn(reading: Reading, query: Asked<OnDay>): Promise<Iterable<readonly [GroupColumns, number]>> {
  const flows = await flowsOn(reading, query);
  const columns = [...ENDS, 'category', 'power_of_origin'] as const;
  const sums = await flows
    .select([...columns, sql<number>`sum(people)`.as('people')])
    .groupBy(columns)
    .execute();
  const left = new Map<string, readonly [GroupColumns, number]>();
  const change = (
    stage: string,
    country: string,
    { category, power_of_origin }: (typeof sums)[number],
    by: number,
  ): void => {
    if (stage === '') return;
    const key = JSON.stringify([stage, country, category, power_of_origin]);
    left.set(key, [{ stage, country: country || null, category, power_of_origin }, (left.get(key)?.[1] ?? 0) + by]);
  };
  for (const sum of sums) {
    change(sum.from_stage, sum.from_country, sum, -sum.people);
    change(sum.to_stage, sum.to_country, sum, sum.people);
  }
  return left.values();
}

/** Who came from outside on no stated day, and is not known to have been there by then. A part was in the cohort it left. */
async function undatedAfter(reading: Reading, query: Asked<OnDay> & { readonly on: string }): Promise<PeopleRow[]> {
  const groups = new Groups();
  const later = ofThose(movementsKnownAfter(reading, query.known, query.on), query)
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
