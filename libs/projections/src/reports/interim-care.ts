import type { Category, EdtfDate, Figure, Service } from '#cases';
import type { ReadModels } from '../database/read-models.js';
import type { AsOf } from '../cohorts/cohort-status.js';
import type { Contradiction, OnDay } from './on-day.js';
import type { Answer } from '../answer.js';

/** People of one cohort who are or were in interim care at one place. */
export interface InterimCareRow {
  readonly cohortId: string;
  readonly name: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly country: string | null;
  readonly place: string | null;
  readonly admitted: Figure;
  readonly left: Figure;
  readonly present: Figure;
  readonly services: readonly Service[];
  /** Of the first admission and the last departure. */
  readonly admittedOn: EdtfDate | null;
  readonly leftOn: EdtfDate | null;
  /** Whole days from the first admission to the last departure, or to the day asked for while somebody is there. */
  readonly days: number | null;
  readonly expectedDays: number | null;
}

export interface InterimCareReport extends Answer {
  readonly on: string | null;
  readonly rows: readonly InterimCareRow[];
  readonly contradictions: readonly Contradiction[];
}

/** Who is in interim care in a third country, and who was. */
export async function interimCareReport(
  models: ReadModels,
  query: OnDay & AsOf & { readonly country?: string },
): Promise<InterimCareReport> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.on}`);
}
