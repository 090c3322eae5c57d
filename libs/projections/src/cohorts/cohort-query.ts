import type { AlertKind, Category, KnownCohort, Stage } from '#cases';
import type { Position } from '#eventsourcing';
import type { Paging } from '../answer.js';
import type { KnownAt } from '../clocks/known.js';
import type { AsOf, OnADay } from './as-of.js';

export const COHORT_SORTS = ['name', '-name', 'updated', '-updated', 'id', '-id', 'attention', 'since'] as const;
export type CohortSort = (typeof COHORT_SORTS)[number];

/** What cohorts can be counted by. */
export const COHORT_FACETS = ['stage', 'country', 'category', 'alert'] as const;
export type CohortFacet = (typeof COHORT_FACETS)[number];

/** Which cohorts are asked about. Of a list of values one has to be so; what is left out is not looked at. */
export interface CohortFilter {
  /** Words, or their beginnings: all of them have to stand in its name, id, custodian or places. */
  readonly q?: string;
  readonly ids?: readonly string[];
  readonly category?: Category;
  readonly powerOfOrigin?: string;
  readonly detainingPower?: string;
  /** Cohorts that have, or on the day had, people in one of these stages. */
  readonly stage?: readonly Stage[];
  /** Cohorts that have, or on the day had, people in one of these countries; of a stage that is asked for, if one is. */
  readonly country?: readonly string[];
  /** Cohorts about which there is an open alert of one of these kinds. */
  readonly alert?: readonly AlertKind[];
  /** Left out: all but those that are withdrawn. */
  readonly status?: KnownCohort['status'];
  /** Those that are watched, or those that are not. */
  readonly watched?: boolean;
  /** Those that one of these people looks after. */
  readonly assignee?: readonly string[];
  /** Those of which something was recorded after this position. */
  readonly changedAfter?: Position;
}

export interface CohortQuery extends CohortFilter, Paging, AsOf, OnADay, KnownAt {
  /** `id` where it is left out; a leading `-` turns the order round. */
  readonly sort?: CohortSort;
  /** What all cohorts that are asked about are to be counted by. */
  readonly facets?: readonly CohortFacet[];
}
