import type { Category, Stage } from '#cases';
import type { Answer } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import type { Summed } from './on-day.js';

/** Where a link begins or ends; null stands for outside: registered, corrected. */
export interface FlowEnd {
  readonly stage: Stage;
  readonly country: string | null;
}

/** People who moved from one position to another in the period: a link of a Sankey diagram. */
export interface Flow extends Summed {
  readonly source: FlowEnd | null;
  readonly target: FlowEnd | null;
}

export interface FlowsQuery {
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

/** Movements between stages and countries in a period. */
export async function flowsReport(models: ReadModels, query: FlowsQuery = {}): Promise<FlowsReport> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.from}`);
}
