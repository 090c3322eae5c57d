import { exactly, figureOf, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { answered, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import { amountOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { add, noPeople, summed, type FigureSum, type Summed } from '../figures.js';
import { addGrade, noGrades, type Grading } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import { asked, flowsOn, movementsOn, ofInexactCohorts, type AtPosition, type MovementsGraded } from './on-day.js';
import { checkPeriod } from './period.js';

/** Where a link begins or ends; null stands for outside: registered, corrected. */
export interface FlowEnd {
  readonly stage: Stage;
  readonly country: string | null;
}

/** People who moved from one stage and country to another in the period: a link of a Sankey diagram. */
export interface Flow extends Summed, MovementsGraded {
  readonly source: FlowEnd | null;
  readonly target: FlowEnd | null;
}

export interface FlowsQuery extends KnownAt {
  /** First and last day, `YYYY-MM-DD`; left out: without bound. */
  readonly from?: string;
  readonly to?: string;
  readonly category?: Category;
  readonly powerOfOrigin?: string;
}

export interface FlowsReport extends Answer {
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: readonly Flow[];
}

/** Movements between stages and countries in a period. Splits and merges move nobody. @throws InvalidPeriod */
export async function flowsReport(models: ReadModels, query: FlowsQuery = {}): Promise<FlowsReport> {
  const { from = null, to = null } = query;
  checkPeriod(query.from, query.to);
  return models.read(async (reading) => {
    const all = await asked(reading, query);
    return { ...answered(reading, all.known), from, to, rows: await flows(reading, all) };
  });
}

const ENDS = ['from_stage', 'from_country', 'to_stage', 'to_country'] as const;
type Ends = Readonly<Record<(typeof ENDS)[number], string | null>>;

interface Link {
  readonly ends: Ends;
  readonly sum: FigureSum;
  readonly grading: Grading;
}

async function flows(reading: Reading, { from, to, ...who }: AtPosition<FlowsQuery>): Promise<Flow[]> {
  const links = new Map<string, Link>();
  const linkOf = (ends: Ends): Link => {
    const key = JSON.stringify(ENDS.map((end) => ends[end] ?? ''));
    const link = links.get(key) ?? { ends, sum: noPeople(), grading: noGrades() };
    links.set(key, link);
    return link;
  };
  const take = (row: Ends & { readonly grade: string | null }, people: Figure, movements = 1): void => {
    const link = linkOf(row);
    add(link.sum, people);
    addGrade(link.grading, row.grade, movements);
  };
  const period = { ...who, ...(to !== undefined && { on: to }) };
  let exact = (await flowsOn(reading, period)).where('half', '=', 0);
  let moved = movementsOn(reading, period).where('half_of', 'is', null);
  if (from !== undefined) {
    exact = exact.where('day', '>=', from);
    moved = moved.where('counts_from', '>=', from);
  }
  const sums = exact
    .select([...ENDS, 'grade'])
    .select([sql<number>`sum(people)`.as('people'), sql<number>`sum(movements)`.as('movements')])
    .groupBy([...ENDS, 'grade']);
  for (const row of await sums.execute()) take(row, exactly(row.people), row.movements);
  const one = ofInexactCohorts(moved, period).selectAll().orderBy('position').orderBy('ordinal');
  for await (const row of one.stream()) take(row, figureOf(amountOf(row)));
  for (const row of await movementsOfWithdrawnSources(reading, period, moved)) addGrade(linkOf(row).grading, null);

  return [...links]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { ends, sum, grading }]) => ({
      source: endOf(ends.from_stage, ends.from_country),
      target: endOf(ends.to_stage, ends.to_country),
      ...summed(sum),
      ...grading,
    }))
    .filter(({ source, target }) => JSON.stringify(source) !== JSON.stringify(target));
}

function endOf(stage: string | null, country: string | null): FlowEnd | null {
  return stage ? { stage: stage as Stage, country: country || null } : null;
}
