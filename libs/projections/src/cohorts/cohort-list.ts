import type { Category, Stage } from '#cases';
import type { Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import type { AsOf, CohortStatus } from './cohort-status.js';

export const COHORT_SORTS = ['name', '-name', 'updated', '-updated', 'id', '-id'] as const;
export type CohortSort = (typeof COHORT_SORTS)[number];

export interface CohortQuery extends Paging, AsOf {
  readonly category?: Category;
  readonly powerOfOrigin?: string;
  readonly detainingPower?: string;
  /** Cohorts that have people in this stage. */
  readonly stage?: Stage;
  /** Cohorts that have people in this country. */
  readonly country?: string;
  readonly status?: CohortStatus['status'];
  /** `id` where it is left out; a leading `-` turns the order round. */
  readonly sort?: CohortSort;
}

/** A page of cohorts. @throws InvalidCursor */
export async function cohortList(models: ReadModels, query: CohortQuery): Promise<Page<CohortStatus>> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.asOf}`);
}
