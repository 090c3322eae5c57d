import { addDays, isNobody, STAGES, type Category, type Stage } from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { answered, type KnownAt } from '../clocks/known.js';
import { peopleKnown } from '../clocks/known-people.js';
import { greatest } from '../database/dialect.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { COUNTED, type PeopleColumns } from '../days/people-changes.js';
import { addSum, noPeople, summed, type Summed } from '../figures.js';
import { addGrading, noGrades } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import { asked, flowsOn, movementsOn, type AtPosition, type Dated, type MovementsGraded } from './on-day.js';
import { daysOf } from './period.js';
import { StageGrades } from './stage-grades.js';

/** A series covers at most so many days. */
export const MAX_DAYS = 3_660;

export interface SeriesQuery extends KnownAt {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly category?: Category;
  readonly powerOfOrigin?: string;
}

/** People in a stage on a day. Days on which nobody is in a stage have no row for it. */
export interface SeriesRow extends Summed, Dated, MovementsGraded {
  readonly day: string;
  readonly stage: Stage;
}

export interface SeriesReport extends Answer {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly SeriesRow[];
}

/** People by stage per day. @throws InvalidPeriod */
export async function seriesReport(models: ReadModels, query: SeriesQuery): Promise<SeriesReport> {
  const { from, to } = query;
  const days = daysOf(from, to, MAX_DAYS);
  return models.read(async (reading) => {
    const all = await asked(reading, query);
    const changes = await changesByDay(reading, all);
    const grades = await gradesByDay(reading, all);
    const rows: SeriesRow[] = [];
    const stages = STAGES.map((stage) => ({ stage, sum: { ...noPeople(), ranges: 0 }, grading: noGrades() }));
    let told: Omit<SeriesRow, 'day'>[] = [];
    for (let day = from, left = days; left > 0; left--, day = addDays(day, 1)) {
      const [changed, graded] = [changes.get(day) ?? [], grades.on(day)];
      for (const [stage, grading] of graded ?? []) addGrading(stages[STAGES.indexOf(stage)]!.grading, grading);
      for (const { stage, ...columns } of changed) {
        const { sum } = stages[STAGES.indexOf(stage)]!;
        addSum(sum, columns);
        sum.ranges += columns.ranges;
      }
      if (day === from || graded !== undefined || changed.length > 0)
        told = stages
          .map(({ stage, sum, grading }) => ({ stage, ...summed(sum), ...dated(sum), ...grading }))
          .filter(({ people }) => !isNobody(people));
      for (const row of told) rows.push({ day, ...row });
    }
    return { ...answered(reading, all.known), from, to, rows };
  });
}

function dated({ ranges }: Pick<PeopleColumns, 'ranges'>): Dated {
  return { dates: ranges > 0 ? 'range' : null };
}

type Change = PeopleColumns & { readonly day: string; readonly stage: Stage };

/** What changed on each day; what was before the first day counts as changed on it. */
async function changesByDay({ db }: Reading, query: AtPosition<SeriesQuery>): Promise<Map<string, Change[]>> {
  const { from, to, known, category, powerOfOrigin } = query;
  const day = greatest('day', from);
  let people = db.selectFrom((await peopleKnown(db, to, known)).as('people')).select([day.as('day'), 'stage']);
  if (category !== undefined) people = people.where('category', '=', category);
  if (powerOfOrigin !== undefined) people = people.where('power_of_origin', '=', powerOfOrigin);
  const sums = people
    .select(COUNTED.map((column) => sql<number>`sum(${sql.ref(column)})`.as(column)))
    .groupBy([day, 'stage']);
  return Map.groupBy((await sums.execute()) as unknown as Change[], (change) => change.day);
}

async function gradesByDay(reading: Reading, query: AtPosition<SeriesQuery>): Promise<StageGrades> {
  const grades = new StageGrades(query.from);
  const period = { ...query, on: query.to };
  const day = greatest('earliest', query.from);
  const flows = (await flowsOn(reading, period)).select([day.as('day'), 'from_stage', 'to_stage', 'grade']);
  const sums = flows
    .select(sql<number>`sum(movements)`.as('movements'))
    .groupBy([day, 'from_stage', 'to_stage', 'grade']);
  for (const sum of await sums.execute()) grades.add(sum.day, sum, sum.movements);
  const ofWithdrawnSource = await movementsOfWithdrawnSources(reading, query, movementsOn(reading, period));
  for (const row of ofWithdrawnSource) grades.add(row.earliest ?? '', { ...row, grade: null });
  return grades;
}
