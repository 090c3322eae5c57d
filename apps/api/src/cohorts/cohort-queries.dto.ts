import { IsIn, IsOptional } from 'class-validator';
import { CATEGORIES, IsCountry, IsDay, STAGES, type Category, type KnownCohort, type Stage } from '#cases';
import { caseFile, COHORT_SORTS, cohortList, cohortStatus, type CohortSort } from '#projections';
import { ask, askOf } from '#http';
import { KnownPageQuery, KnownQuery } from '../reading.dto.js';
import { today } from '../today.js';

/** One cohort, named by the path. */
export class CohortQuery extends KnownQuery {
  /** Where its people were on this day; left out: where they are. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** A page of the entries of one cohort. */
export class CaseFileQuery extends KnownPageQuery {
  /** Entries about what had happened by this day, and those that name no day. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** Which cohorts. */
export class CohortListQuery extends KnownPageQuery {
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string;

  /** Cohorts that have, or with `on` had, people in this stage. */
  @IsOptional()
  @IsIn(STAGES)
  stage?: Stage;

  /** Cohorts that have, or with `on` had, people in this country: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  country?: string;

  @IsOptional()
  @IsIn(['open', 'merged', 'withdrawn'])
  status?: KnownCohort['status'];

  /** Where their people were on this day; left out: where they are. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** A leading `-` turns the order round. */
  @IsOptional()
  @IsIn(COHORT_SORTS)
  sort?: CohortSort;
}

export const cohortQuestions = [
  ask(CohortListQuery, (models, query) => cohortList(models, { ...query, asOf: today() })),
  askOf(CohortQuery, (models, id, query) => cohortStatus(models, id, { ...query, asOf: today() })),
  askOf(CaseFileQuery, caseFile),
];
