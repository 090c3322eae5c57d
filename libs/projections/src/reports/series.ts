import {
  addDays,
  daysBetween,
  exactly,
  isNobody,
  keyOf,
  STAGES,
  type Category,
  type Figure,
  type Position,
  type Stage,
} from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import type { MovementRow } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { add, noPeople, summed, type Summed } from '../figures.js';
import { CohortDay, flowsOn, movementsOn, ofInexactCohorts } from './on-day.js';

/** A series covers at most so many days. */
export const MAX_DAYS = 3_660;

export interface SeriesQuery {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly category?: Category;
  readonly powerOfOrigin?: string;
}

/** People in a stage on a day. Days on which nobody is in a stage have no row for it. */
export interface SeriesRow extends Summed {
  readonly day: string;
  readonly stage: Stage;
}

export interface SeriesReport extends Answer {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly SeriesRow[];
}

/** The period is longer than `MAX_DAYS`, or ends before it begins. */
export class InvalidPeriod extends Error {
  override readonly name = 'InvalidPeriod';
}

/** People by stage per day. @throws InvalidPeriod */
export async function seriesReport(models: ReadModels, query: SeriesQuery): Promise<SeriesReport> {
  const { from, to } = query;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > MAX_DAYS) throw new InvalidPeriod(`a series covers 1 to ${MAX_DAYS} days, not ${days}`);
  return models.read(async (reading) => {
    const exact = await exactChanges(reading, query);
    const inexact = await inexactChanges(reading, query);
    const rows: SeriesRow[] = [];
    const stages = STAGES.map((stage) => ({ stage, exact: 0, inexact: new Map<string, Figure>() }));
    let sums = new Map<Stage, Summed>();
    for (let day = from, left = days; left > 0; left--, day = addDays(day, 1)) {
      const changes = [exact.get(day) ?? [], inexact.get(day) ?? []] as const;
      for (const { stage, people } of changes[0]) stages[STAGES.indexOf(stage)]!.exact += people;
      for (const { stage, account, people } of changes[1]) stages[STAGES.indexOf(stage)]!.inexact.set(account, people);
      if (day === from || changes.some(({ length }) => length > 0))
        sums = new Map(stages.map((kept) => [kept.stage, sumOf(kept)]));
      for (const [stage, sum] of sums) if (!isNobody(sum.people)) rows.push({ day, stage, ...sum });
    }
    return { position: reading.position, from, to, rows };
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
async function exactChanges(reading: Reading, query: SeriesQuery): Promise<Map<string, ExactChange[]>> {
  const flows = flowsOn(reading, { ...query, on: query.to });
  const arrived = flows.where('to_stage', '!=', '').select(['day', 'to_stage as stage', 'people']);
  const left = flows
    .where('from_stage', '!=', '')
    .select(['day', 'from_stage as stage', sql<number>`-people`.as('people')]);
  const sums = await reading.db
    .selectFrom(arrived.unionAll(left).as('changes'))
    .select(['day', 'stage', sql<number>`sum(people)`.as('people')])
    .groupBy(['day', 'stage'])
    .execute();
  return byDay(
    sums.map(({ day, stage, people }) => [day, { stage: stage as Stage, people }]),
    query,
  );
}

interface InexactChange {
  readonly stage: Stage;
  readonly account: string;
  readonly people: Figure;
}

/** The figures that changed on each day, for cohorts whose accounts narrow each other. */
async function inexactChanges(reading: Reading, query: SeriesQuery): Promise<Map<string, InexactChange[]>> {
  const changes: [string, InexactChange][] = [];
  let cohort = new CohortDays('', changes);
  const movements = ofInexactCohorts(movementsOn(reading, { ...query, on: query.to })).selectAll();
  const ordered = movements.orderBy('cohort').orderBy('counts_from').orderBy('position').orderBy('ordinal');
  for await (const movement of ordered.stream()) {
    if (movement.cohort !== cohort.id) {
      cohort.endDay();
      cohort = new CohortDays(movement.cohort, changes);
    }
    cohort.take(movement);
  }
  cohort.endDay();
  return byDay(changes, query);
}

/** Goes through the days of one cohort, and tells what its accounts hold at the end of each. */
class CohortDays {
  private readonly accounts = new CohortDay();
  private day = '';
  private told: readonly Position[] = [];

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
    for (const { position, people } of balances) this.tell(position, people);
    const there = new Set(balances.map(({ position }) => keyOf(position)));
    for (const position of this.told) if (!there.has(keyOf(position))) this.tell(position, exactly(0));
    this.told = balances.map(({ position }) => position);
  }

  private tell(position: Position, people: Figure): void {
    this.changes.push([this.day, { stage: position.stage, account: `${this.id} ${keyOf(position)}`, people }]);
  }
}

function byDay<Change>(changes: readonly (readonly [string, Change])[], { from }: SeriesQuery): Map<string, Change[]> {
  const days = new Map<string, Change[]>();
  for (const [stated, change] of changes) {
    const day = stated < from ? from : stated;
    const same = days.get(day);
    if (same === undefined) days.set(day, [change]);
    else same.push(change);
  }
  return days;
}
