import type { Category, KnownCohort, Stage } from '#cases';
import type { Paging } from '../answer.js';
import type { KnownAt } from '../clocks/known.js';
import type { AsOf, OnADay } from './as-of.js';

export const COHORT_SORTS = ['name', '-name', 'updated', '-updated', 'id', '-id'] as const;
export type CohortSort = (typeof COHORT_SORTS)[number];

export interface CohortQuery extends Paging, AsOf, OnADay, KnownAt {
  readonly category?: Category;
  readonly powerOfOrigin?: string;
  readonly detainingPower?: string;
  /** Cohorts that have, or on the day had, people in this stage. */
  readonly stage?: Stage;
  /** Cohorts that have, or on the day had, people in this country. */
  readonly country?: string;
  /** Left out: all but those that are withdrawn. */
  readonly status?: KnownCohort['status'];
  /** Those that are watched, or those that are not. */
  readonly watched?: boolean;
  /** Those that this person looks after. */
  readonly assignee?: string;
  /** `id` where it is left out; a leading `-` turns the order round. */
  readonly sort?: CohortSort;
}
