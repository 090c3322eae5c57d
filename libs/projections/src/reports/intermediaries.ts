import type { EdtfDate, Figure } from '#cases';
import type { Answer } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import type { Summed } from './on-day.js';

/** One exchange of an intermediary. `people` is both ways together. */
export interface MediatedExchange extends Summed {
  readonly exchangeId: string;
  readonly occurredOn: EdtfDate | null;
  /** With all exchanges of this intermediary before it. */
  readonly runningTotal: Figure;
}

export interface IntermediaryRow extends Summed {
  /** ISO 3166-1 alpha-2. */
  readonly intermediary: string;
  readonly exchanges: readonly MediatedExchange[];
}

export interface IntermediariesReport extends Answer {
  readonly rows: readonly IntermediaryRow[];
}

/** Each intermediary's exchanges in the order of their dates, with the running total. */
export async function intermediariesReport(
  models: ReadModels,
  query: { readonly intermediary?: string } = {},
): Promise<IntermediariesReport> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.intermediary}`);
}
