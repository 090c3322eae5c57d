import { boundsOf, exactly, figureFrom, figureOf, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { answered, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import { amountOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { add, noPeople, summed, type FigureSum, type Summed } from '../figures.js';
import { addGrade, noGrades, type Grading } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import { asked, flowsOn, movementsOn, type AtPosition, type Dated, type MovementsGraded } from './on-day.js';
import { checkPeriod } from './period.js';

/** Where a link begins or ends; null stands for outside: registered, corrected. */
export interface FlowEnd {
  readonly stage: Stage;
  readonly country: string | null;
}

/** People who moved from one stage and country to another in the period: a link of a Sankey diagram. */
export interface Flow extends Summed, Dated, MovementsGraded {
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

/** Movements between stages and countries in a period; as a range, where they may have been in it or not. Splits and merges move nobody. @throws InvalidPeriod */
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
  /** Some of them may have moved in the period or not. */
  isRange: boolean;
  readonly grading: Grading;
}

async function flows(reading: Reading, { from, to, ...who }: AtPosition<FlowsQuery>): Promise<Flow[]> {
  const links = new Map<string, Link>();
  const linkOf = (ends: Ends): Link => {
    const key = JSON.stringify(ENDS.map((end) => ends[end] ?? ''));
    const link = links.get(key) ?? { ends, sum: noPeople(), isRange: false, grading: noGrades() };
    links.set(key, link);
    return link;
  };
  const take = (link: Link, people: Figure, isCertain: boolean): void => {
    if (!isCertain) link.isRange = true;
    add(link.sum, isCertain ? people : figureFrom({ low: 0, high: boundsOf(people).high }));
  };
  const period = { ...who, ...(to !== undefined && { on: to }) };
  const isIn = sql<number>`(earliest >= ${from ?? ''} and latest <= ${to ?? LAST_DAY})`;
  const possible = (await flowsOn(reading, period)).where('half', '=', 0).where('latest', '>=', from ?? '');
  const sums = possible
    .select([...ENDS, 'grade', isIn.as('is_in')])
    .select([sql<number>`sum(people)`.as('people'), sql<number>`sum(movements)`.as('movements')])
    .groupBy([...ENDS, 'grade', isIn]);
  for (const row of await sums.execute()) {
    const link = linkOf(row);
    if (row.people > 0) take(link, exactly(row.people), row.is_in === 1);
    addGrade(link.grading, row.grade, row.movements);
  }
  const moved = movementsOn(reading, period)
    .where('half_of', 'is', null)
    .where('latest', '>=', from ?? '');
  const inexact = moved.where('inexact', 'is not', null).selectAll().orderBy('position').orderBy('ordinal');
  for await (const row of inexact.stream()) {
    const isCertain = (row.earliest ?? '') >= (from ?? '') && row.latest <= (to ?? LAST_DAY);
    take(linkOf(row), figureOf(amountOf(row)), isCertain);
  }
  for (const row of await movementsOfWithdrawnSources(reading, period, moved)) addGrade(linkOf(row).grading, null);

  return [...links]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { ends, sum, isRange, grading }]) => ({
      source: endOf(ends.from_stage, ends.from_country),
      target: endOf(ends.to_stage, ends.to_country),
      ...summed(sum),
      dates: isRange ? ('range' as const) : null,
      ...grading,
    }))
    .filter(({ source, target }) => JSON.stringify(source) !== JSON.stringify(target));
}

const LAST_DAY = '9999-12-31';

function endOf(stage: string | null, country: string | null): FlowEnd | null {
  return stage ? { stage: stage as Stage, country: country || null } : null;
}
