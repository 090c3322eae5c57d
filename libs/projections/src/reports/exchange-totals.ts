import type { Category, Terms } from '#cases';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import type { ReadModels } from '../database/read-models.js';
import { FIGURE_SUM, summed, type Summed } from '../figures.js';

export interface ExchangeTotalsQuery {
  /** `all` where it is left out. */
  readonly period?: 'month' | 'year' | 'all';
  readonly intermediary?: string;
  readonly category?: Category;
  readonly terms?: Terms;
  readonly powerOfOrigin?: string;
}

/** People who changed hands in a period, one way. Planned and aborted exchanges never count. */
export interface ExchangeTotal extends Summed {
  /** `2025-08`, `2025` or `all`; null for exchanges whose date does not say. */
  readonly period: string | null;
  /** Which way: to this Power. */
  readonly powerOfOrigin: string;
  /** Null where the figure that counts does not tell them apart. */
  readonly category: Category | null;
  readonly terms: Terms | null;
  readonly exchanges: number;
  /** How many of the figures in the sum were decided among claims. */
  readonly accepted: number;
}

export interface ExchangeTotalsReport extends Answer {
  readonly rows: readonly ExchangeTotal[];
}

const PERIODS = { month: sql<string | null>`month`, year: sql<string | null>`year`, all: sql<string | null>`'all'` };

/** Totals of exchanges each way. */
export async function exchangeTotalsReport(
  models: ReadModels,
  query: ExchangeTotalsQuery = {},
): Promise<ExchangeTotalsReport> {
  const { intermediary, category, terms, powerOfOrigin } = query;
  return models.read(async ({ db, position }) => {
    let lines = db
      .selectFrom('exchange_lines')
      .where('reported', '=', 0)
      .select(['power_of_origin', 'category', 'terms', ...FIGURE_SUM]);
    if (category !== undefined) lines = lines.where('category', '=', category);
    if (terms !== undefined) lines = lines.where('terms', '=', terms);
    if (powerOfOrigin !== undefined) lines = lines.where('power_of_origin', '=', powerOfOrigin);
    if (intermediary !== undefined) {
      const mediated = db.selectFrom('exchange_intermediaries').select('exchange');
      lines = lines.where('exchange', 'in', mediated.where('intermediary', '=', intermediary));
    }
    const rows = await lines
      .select([
        PERIODS[query.period ?? 'all'].as('period'),
        sql<number>`count(distinct exchange)`.as('exchanges'),
        sql<number>`sum(accepted)`.as('accepted'),
      ])
      .groupBy(['period', 'power_of_origin', 'category', 'terms'])
      .execute();
    return { position, rows: rows.map(totalOf).sort(byGroup) };
  });
}

type Row = Parameters<typeof summed>[0] & {
  readonly period: string | null;
  readonly power_of_origin: string;
  readonly category: string | null;
  readonly terms: string | null;
  readonly exchanges: number;
  readonly accepted: number;
};

function totalOf(row: Row): ExchangeTotal {
  return {
    period: row.period,
    powerOfOrigin: row.power_of_origin,
    category: row.category as Category | null,
    terms: row.terms as Terms | null,
    exchanges: row.exchanges,
    accepted: row.accepted,
    ...summed(row),
  };
}

function byGroup(a: ExchangeTotal, b: ExchangeTotal): number {
  return compare(groupOf(a), groupOf(b));
}

function groupOf({ period, powerOfOrigin, category, terms }: ExchangeTotal): string {
  return [period ?? '', powerOfOrigin, category ?? '', terms ?? ''].join(' ');
}
