import { exactly, figureOf, type Category, type Figure, type Stage } from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { answered, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import { amountOf } from '../cohorts/movements.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { add, noPeople, summed, type FigureSum, type Summed } from '../figures.js';
import { asked, flowsOn, movementsOn, ofInexactCohorts, type Asked } from './on-day.js';

/** Where a link begins or ends; null stands for outside: registered, corrected. */
export interface FlowEnd {
  readonly stage: Stage;
  readonly country: string | null;
}

/** People who moved from one stage and country to another in the period: a link of a Sankey diagram. */
export interface Flow extends Summed {
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

/** Movements between stages and countries in a period. Splits and merges move nobody. */
export async function flowsReport(models: ReadModels, query: FlowsQuery = {}): Promise<FlowsReport> {
  const { from = null, to = null } = query;
  return models.read(async (reading) => {
    const all = await asked(reading, query);
    return { ...answered(reading, all.known), from, to, rows: await flows(reading, all) };
  });
}

const ENDS = ['from_stage', 'from_country', 'to_stage', 'to_country'] as const;
type Ends = Readonly<Record<(typeof ENDS)[number], string | null>>;

async function flows(reading: Reading, { from, to, ...who }: Asked<FlowsQuery>): Promise<Flow[]> {
  const links = new Map<string, { readonly ends: Ends; readonly sum: FigureSum }>();
  const take = (ends: Ends, people: Figure): void => {
    const key = JSON.stringify(ENDS.map((end) => ends[end] ?? ''));
    const link = links.get(key) ?? { ends, sum: noPeople() };
    links.set(key, link);
    add(link.sum, people);
  };
  const period = { ...who, ...(to !== undefined && { on: to }) };
  let exact = (await flowsOn(reading, period)).where('half', '=', 0);
  let inexact = ofInexactCohorts(movementsOn(reading, period), period).where('half_of', 'is', null);
  if (from !== undefined) {
    exact = exact.where('day', '>=', from);
    inexact = inexact.where('counts_from', '>=', from);
  }
  const sums = exact
    .select(ENDS)
    .select(sql<number>`sum(people)`.as('people'))
    .groupBy(ENDS);
  for (const row of await sums.execute()) take(row, exactly(row.people));
  const one = inexact.selectAll().orderBy('position').orderBy('ordinal');
  for await (const row of one.stream()) take(row, figureOf(amountOf(row)));

  return [...links]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { ends, sum }]) => ({
      source: endOf(ends.from_stage, ends.from_country),
      target: endOf(ends.to_stage, ends.to_country),
      ...summed(sum),
    }))
    .filter(({ source, target }) => JSON.stringify(source) !== JSON.stringify(target));
}

function endOf(stage: string | null, country: string | null): FlowEnd | null {
  return stage ? { stage: stage as Stage, country: country || null } : null;
}
