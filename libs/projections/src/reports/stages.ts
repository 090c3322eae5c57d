import type { Category, Stage } from '#cases';
import { sql } from 'kysely';
import { answered } from '../clocks/known.js';
import { peopleKnown, peopleNow } from '../clocks/known-people.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { FIGURE_SUM, noPeople, summed, type FigureSum } from '../figures.js';
import { addGrade, noGrades, type Grading } from '../grades.js';
import { COUNTED, WITHIN, type PeopleColumns, type PeopleGroup } from '../days/people-changes.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import {
  asked,
  byPeopleRow,
  contradictionsOn,
  flowsOn,
  movementsOn,
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
  for (const row of await balances.groupBy(columns).execute()) groups.put(row, { ...row, ranges: 0 });

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
  sum: FigureSum & Pick<PeopleColumns, 'ranges'>;
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

  /** What was added up already. */
  put(columns: GroupColumns, sum: Group['sum']): void {
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
      .map(({ group, sum, grading }) => ({
        ...group,
        ...summed(sum),
        dates: sum.ranges > 0 ? ('range' as const) : null,
        ...grading,
      }))
      .sort(byPeopleRow);
  }

  private at(columns: GroupColumns): Group {
    const key = [columns.stage, columns.country ?? '', columns.category, columns.power_of_origin].join(' ');
    const kept = this.groups.get(key) ?? {
      group: groupOf(columns),
      sum: { ...noPeople(), ranges: 0 },
      grading: noGrades(),
    };
    this.groups.set(key, kept);
    return kept;
  }
}

async function onDay(reading: Reading, query: AtPosition<OnDay>): Promise<PeopleRow[]> {
  const groups = new Groups();
  for (const row of await peopleOnDay(reading, query)) groups.put(row, row);
  const flows = (await flowsOn(reading, query)).select([...MOVED, sql<number>`sum(movements)`.as('movements')]);
  for (const row of await flows.groupBy(MOVED).execute()) groups.grade(row, row.grade, row.movements);
  const standing = movementsOn(reading, query);
  for (const row of await movementsOfWithdrawnSources(reading, query, standing)) groups.grade(row, null);
  return groups.rows();
}

async function peopleOnDay(
  { db }: Reading,
  { on, known, category, powerOfOrigin }: AtPosition<OnDay>,
): Promise<(PeopleGroup & PeopleColumns)[]> {
  const changes = known === undefined && on !== undefined ? peopleNow(on) : await peopleKnown(db, on, known);
  let people = db
    .selectFrom(changes.as('people'))
    .select(['stage', 'country', 'category', 'power_of_origin'])
    .where('country', '<>', WITHIN);
  if (category !== undefined) people = people.where('category', '=', category);
  if (powerOfOrigin !== undefined) people = people.where('power_of_origin', '=', powerOfOrigin);
  const sums = people
    .select(COUNTED.map((column) => sql<number>`sum(${sql.ref(column)})`.as(column)))
    .groupBy(['stage', 'country', 'category', 'power_of_origin']);
  const rows = (await sums.execute()) as (PeopleGroup & PeopleColumns)[];
  return rows.filter(({ parts }) => parts > 0);
}
