import type { Category, EdtfDate, Figure } from '#cases';
import type { Answer } from '../answer.js';
import type { AsOf } from '../cohorts/cohort-status.js';
import type { ReadModels } from '../database/read-models.js';
import type { Contradiction, OnDay } from './on-day.js';

/** People of all cohorts in one facility. */
export interface RehabilitationRow {
  readonly facility: string | null;
  readonly operator: string | null;
  readonly country: string | null;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly begun: Figure;
  readonly completed: Figure;
  /** Left without completing. */
  readonly leftOtherwise: Figure;
  readonly present: Figure;
  /** Parts of `begun` that stated no number. */
  readonly notStated: number;
  /** First day that somebody came. */
  readonly since: EdtfDate | null;
  /** Whole days of the shortest and the longest stay of a cohort there, so far where it goes on; null where nothing is dated. */
  readonly days: { readonly shortest: number; readonly longest: number } | null;
}

export interface RehabilitationReport extends Answer {
  readonly on: string | null;
  readonly rows: readonly RehabilitationRow[];
  readonly contradictions: readonly Contradiction[];
}

/** Rehabilitation by facility and operator. */
export async function rehabilitationReport(models: ReadModels, query: OnDay & AsOf): Promise<RehabilitationReport> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.on}`);
}
