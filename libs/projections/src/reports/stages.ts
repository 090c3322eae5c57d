import { exactly, figureOf, isNobody, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import { answered } from '../clocks/known.js';
import { undatedArrivalsAfter } from '../clocks/known-movements.js';
import { amountOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { add, FIGURE_SUM, noPeople, summed, type FigureSum } from '../figures.js';
import { addGrade, noGrades, type Grading } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import {
  asked,
  byPeopleRow,
  CohortDay,
  contradictionsOn,
  flowsOn,
  movementsOn,
  ofInexactCohorts,
  ofThose,
  type AtPosition,
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
      rows: isPresent ? await present(reading, all) : await onDay(reading, all),
      undated: on === undefined ? [] : await undatedAfter(reading, { ...all, on }),
      contradictions: await contradictionsOn(reading, all),
    };
  });
}

/** As it stands: what the balances add up to, with the grades of all movements. */
async function present(reading: Reading, query: AtPosition<OnDay>): Promise<PeopleRow[]> {
  const { category, powerOfOrigin } = query;
  const columns = ['stage', 'country', 'category', 'power_of_origin'] as const;
  let balances = reading.db.selectFrom('balances').select([...columns, ...FIGURE_SUM]);
  if (category !== undefined) balances = balances.where('category', '=', category);
  if (powerOfOrigin !== undefined) balances = balances.where('power_of_origin', '=', powerOfOrigin);
  const groups = new Groups();
  for (const row of await balances.groupBy(columns).execute()) groups.put(row, row);

  let flows = reading.db.selectFrom('standing_flows').selectAll();
  if (category !== undefined) flows = flows.where('category', '=', category);
  if (powerOfOrigin !== undefined) flows = flows.where('power_of_origin', '=', powerOfOrigin);
  for (const row of await flows.execute()) groups.grade(row, row.grade, row.movements);
  for (const row of await movementsOfWithdrawnSources(reading, query, movementsOn(reading, query)))
    groups.grade(row, null);
  return groups.rows();
}

interface GroupColumns {
  readonly stage: string | null;
  readonly country: string | null;
  readonly category: string;
  readonly power_of_origin: string;
}

function groupOf({ stage, country, category, power_of_origin }: GroupColumns) {
  return {
    stage: stage as Stage,
    country: country || null,
    category: category as Category,
    powerOfOrigin: power_of_origin,
  };
}

interface Group {
  readonly group: ReturnType<typeof groupOf>;
  sum: FigureSum;
  readonly grading: Grading;
}

const ENDS = ['from_stage', 'from_country', 'to_stage', 'to_country'] as const;
/** What movements of one grade are grouped by. */
const MOVED = [...ENDS, 'category', 'power_of_origin', 'grade'] as const;

/** A movement or a flow: null or an empty text stands for outside a cohort, or for a country that is not stated. */
type Moved = Omit<GroupColumns, 'stage' | 'country'> & Readonly<Record<(typeof ENDS)[number], string | null>>;

/** Adds people up by stage, country, category and Power of origin, and grades the movements that brought and took them. */
class Groups {
  private readonly groups = new Map<string, Group>();

  add(columns: GroupColumns, people: Figure): void {
    if (!isNobody(people)) add(this.at(columns).sum, people);
  }

  /** What was added up already. */
  put(columns: GroupColumns, sum: FigureSum): void {
    this.at(columns).sum = sum;
  }

  /** Movements of one grade. One that stays in a stage and country counts there once. */
  grade(moved: Moved, grade: string | null, movements = 1): void {
    const { category, power_of_origin, from_stage, from_country, to_stage, to_country } = moved;
    const from = from_stage && this.at({ stage: from_stage, country: from_country, category, power_of_origin });
    const to = to_stage && this.at({ stage: to_stage, country: to_country, category, power_of_origin });
    if (from) addGrade(from.grading, grade, movements);
    if (to && to !== from) addGrade(to.grading, grade, movements);
  }

  /** Where there are people, or may be. */
  rows(): PeopleRow[] {
    return [...this.groups.values()]
      .filter(({ sum }) => sum.parts > 0)
      .map(({ group, sum, grading }) => ({ ...group, ...summed(sum), ...grading }))
      .sort(byPeopleRow);
  }

  private at(columns: GroupColumns): Group {
    const key = [columns.stage, columns.country ?? '', columns.category, columns.power_of_origin].join(' ');
    const kept = this.groups.get(key) ?? { group: groupOf(columns), sum: noPeople(), grading: noGrades() };
    this.groups.set(key, kept);
    return kept;
  }
}

async function onDay(reading: Reading, query: AtPosition<OnDay>): Promise<PeopleRow[]> {
  const groups = new Groups();
  for (const [columns, people] of await exactOn(reading, query, groups)) groups.add(columns, exactly(people));

  const standing = movementsOn(reading, query);
  const inexact = ofInexactCohorts(standing, query).selectAll();
  let day = new CohortDay();
  let cohort: GroupColumns & { cohort: string } = {
    cohort: '',
    stage: null,
    country: null,
    category: '',
    power_of_origin: '',
  };
  const close = (): void => {
    for (const { whereabouts, people } of day.balances()) groups.add({ ...cohort, ...whereabouts }, people);
    day = new CohortDay();
  };
  for await (const movement of inexact.orderBy('cohort').orderBy('position').orderBy('ordinal').stream()) {
    if (movement.cohort !== cohort.cohort) close();
    cohort = { ...movement, stage: null, country: null };
    day.take(movement);
    groups.grade(movement, movement.grade);
  }
  close();
  for (const row of await movementsOfWithdrawnSources(reading, query, standing)) groups.grade(row, null);
  return groups.rows();
}

/** What the flows up to the day left in each stage and country. @param groups get their grades */
async function exactOn(
  reading: Reading,
  query: AtPosition<OnDay>,
  groups: Groups,
): Promise<Iterable<readonly [GroupColumns, number]>> {
  const flows = await flowsOn(reading, query);
  const sums = await flows
    .select([...MOVED, sql<number>`sum(people)`.as('people'), sql<number>`sum(movements)`.as('movements')])
    .groupBy(MOVED)
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
    groups.grade(sum, sum.grade, sum.movements);
  }
  return left.values();
}

/** Who came from outside on no stated day, and is not known to have been there by then. A part was in the cohort it left. */
async function undatedAfter(
  reading: Reading,
  query: AtPosition<OnDay> & { readonly on: string },
): Promise<PeopleRow[]> {
  const groups = new Groups();
  const later = ofThose(undatedArrivalsAfter(reading, query.known, query.on), query);
  const sums = await later
    .where('inexact', 'is', null)
    .select([...MOVED, sql<number>`sum(exact)`.as('people'), sql<number>`count(*)`.as('movements')])
    .groupBy(MOVED)
    .execute();
  for (const sum of sums) {
    groups.add({ ...sum, stage: sum.to_stage, country: sum.to_country }, exactly(sum.people));
    groups.grade(sum, sum.grade, sum.movements);
  }
  for await (const movement of later
    .where('inexact', 'is not', null)
    .selectAll()
    .orderBy('position')
    .orderBy('ordinal')
    .stream()) {
    groups.add({ ...movement, stage: movement.to_stage, country: movement.to_country }, figureOf(amountOf(movement)));
    groups.grade(movement, movement.grade);
  }
  for (const row of await movementsOfWithdrawnSources(reading, query, later)) groups.grade(row, null);
  return groups.rows();
}
