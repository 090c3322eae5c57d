import {
  addDays,
  exactly,
  isNobody,
  keyOf,
  STAGES,
  type Category,
  type Figure,
  type Whereabouts,
  type Stage,
} from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { answered, type KnownAt } from '../clocks/known.js';
import type { MovementRow } from '../cohorts/movements.js';
import { greatest } from '../database/dialect.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { add, noPeople, summed, type Summed } from '../figures.js';
import { addGrading, noGrades, type Grading } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import {
  asked,
  CohortDay,
  flowsOn,
  movementsOn,
  ofInexactCohorts,
  type AtPosition,
  type MovementsGraded,
} from './on-day.js';
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
export interface SeriesRow extends Summed, MovementsGraded {
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
    const grades = new StageGrades(from);
    const exact = await exactChanges(reading, all, grades);
    const inexact = await inexactChanges(reading, all, grades);
    const ofWithdrawnSource = await movementsOfWithdrawnSources(reading, all, movementsOn(reading, { ...all, on: to }));
    for (const row of ofWithdrawnSource) grades.add(row.counts_from, { ...row, grade: null });
    const rows: SeriesRow[] = [];
    const stages = STAGES.map((stage) => ({
      stage,
      exact: 0,
      inexact: new Map<string, Figure>(),
      grading: noGrades(),
    }));
    let sums = new Map<Stage, Summed & Grading>();
    for (let day = from, left = days; left > 0; left--, day = addDays(day, 1)) {
      const changes = [exact.get(day) ?? [], inexact.get(day) ?? []] as const;
      const graded = grades.on(day);
      for (const [stage, grading] of graded ?? []) addGrading(stages[STAGES.indexOf(stage)]!.grading, grading);
      for (const { stage, people } of changes[0]) stages[STAGES.indexOf(stage)]!.exact += people;
      for (const { stage, account, people } of changes[1]) stages[STAGES.indexOf(stage)]!.inexact.set(account, people);
      if (day === from || graded !== undefined || changes.some(({ length }) => length > 0))
        sums = new Map(stages.map((kept) => [kept.stage, { ...sumOf(kept), ...kept.grading }]));
      for (const [stage, sum] of sums) if (!isNobody(sum.people)) rows.push({ day, stage, ...sum });
    }
    return { ...answered(reading, all.known), from, to, rows };
  });
}

function sumOf({ exact, inexact }: { readonly exact: number; readonly inexact: ReadonlyMap<string, Figure> }): Summed {
  const sum = noPeople();
  if (exact > 0) add(sum, exactly(exact));
  for (const people of inexact.values()) if (!isNobody(people)) add(sum, people);
  return summed(sum);
}

interface ExactChange {
  readonly stage: Stage;
  readonly people: number;
}

/** What changed on each day; what was before the first day counts as changed on it. */
async function exactChanges(
  reading: Reading,
  query: AtPosition<SeriesQuery>,
  grades: StageGrades,
): Promise<Map<string, ExactChange[]>> {
  const flows = await flowsOn(reading, { ...query, on: query.to });
  const sums = await flows
    .select([greatest('day', query.from).as('since'), 'from_stage', 'to_stage', 'grade'])
    .select([sql<number>`sum(people)`.as('people'), sql<number>`sum(movements)`.as('movements')])
    .groupBy(['since', 'from_stage', 'to_stage', 'grade'])
    .orderBy('since')
    .execute();
  for (const sum of sums) grades.add(sum.since, sum, sum.movements);
  const changes = sums.flatMap(({ since: day, from_stage, to_stage, people }) => [
    ...(from_stage === '' ? [] : [[day, { stage: from_stage as Stage, people: -people }] as const]),
    ...(to_stage === '' ? [] : [[day, { stage: to_stage as Stage, people }] as const]),
  ]);
  return byDay(changes, query);
}

interface InexactChange {
  readonly stage: Stage;
  readonly account: string;
  readonly people: Figure;
}

/** The figures that changed on each day, for cohorts whose accounts narrow each other. */
async function inexactChanges(
  reading: Reading,
  query: AtPosition<SeriesQuery>,
  grades: StageGrades,
): Promise<Map<string, InexactChange[]>> {
  const changes: [string, InexactChange][] = [];
  let cohort = new CohortDays('', changes);
  const period = { ...query, on: query.to };
  const movements = ofInexactCohorts(movementsOn(reading, period), period).selectAll();
  const ordered = movements.orderBy('cohort').orderBy('counts_from').orderBy('position').orderBy('ordinal');
  for await (const movement of ordered.stream()) {
    if (movement.cohort !== cohort.id) {
      cohort.endDay();
      cohort = new CohortDays(movement.cohort, changes);
    }
    cohort.take(movement);
    grades.add(movement.counts_from, movement);
  }
  cohort.endDay();
  return byDay(changes, query);
}

/** Goes through the days of one cohort, and tells what its accounts hold at the end of each. */
class CohortDays {
  private readonly accounts = new CohortDay();
  private day = '';
  private told: readonly Whereabouts[] = [];

  constructor(
    readonly id: string,
    private readonly changes: [string, InexactChange][],
  ) {}

  take(movement: MovementRow): void {
    if (movement.counts_from !== this.day) this.endDay();
    this.day = movement.counts_from;
    this.accounts.take(movement);
  }

  endDay(): void {
    const balances = this.accounts.balances();
    for (const { whereabouts, people } of balances) this.tell(whereabouts, people);
    const there = new Set(balances.map(({ whereabouts }) => keyOf(whereabouts)));
    for (const position of this.told) if (!there.has(keyOf(position))) this.tell(position, exactly(0));
    this.told = balances.map(({ whereabouts }) => whereabouts);
  }

  private tell(position: Whereabouts, people: Figure): void {
    this.changes.push([this.day, { stage: position.stage, account: `${this.id} ${keyOf(position)}`, people }]);
  }
}

function byDay<Change>(
  changes: readonly (readonly [string, Change])[],
  { from }: Pick<SeriesQuery, 'from'>,
): Map<string, Change[]> {
  const days = new Map<string, Change[]>();
  for (const [stated, change] of changes) {
    const day = stated < from ? from : stated;
    const same = days.get(day);
    if (same === undefined) days.set(day, [change]);
    else same.push(change);
  }
  return days;
}
