import type { Category, Stage } from '#cases';
import type { Answer } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import type { Summed } from './on-day.js';

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
  throw new Error(`not built yet: ${models.constructor.name} ${query.from}`);
}
