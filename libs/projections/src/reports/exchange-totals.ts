import type { Category, Terms } from '#cases';
import type { Answer } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import type { Summed } from './on-day.js';

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

/** Totals of exchanges each way. */
export async function exchangeTotalsReport(
  models: ReadModels,
  query: ExchangeTotalsQuery = {},
): Promise<ExchangeTotalsReport> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.period}`);
}
