import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { CATEGORIES, IsCountry, IsDay, TERMS, type Category, type Terms } from '#cases';
import { ask, askOf } from '#http';
import {
  compareCohort,
  compareExchangeTotals,
  compareFlows,
  compareHeldPopulations,
  compareInterimCare,
  compareIntermediaries,
  compareReconciliation,
  compareRehabilitation,
  compareSeries,
  compareStages,
} from '#projections';
import { IsMoment } from '../is-moment.js';
import { TableQuery } from '../reading.dto.js';

/** Two moments of knowledge. */
export class ComparisonQuery extends TableQuery {
  /** What was known then: an RFC 3339 instant, or a position that an answer gave. */
  @IsMoment()
  from!: string;

  /** Compared with what was known then; left out: with what is known now. */
  @IsOptional()
  @IsMoment()
  to?: string;
}

/** And the day that is asked about at each. */
export class DayComparisonQuery extends ComparisonQuery {
  /** Where people were on this day, at both moments; left out: as it stood. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** In place of `on`, at the earlier moment. */
  @IsOptional()
  @IsDay()
  fromOn?: string;

  /** In place of `on`, at the later moment. */
  @IsOptional()
  @IsDay()
  toOn?: string;
}

/** One cohort, named by the path. */
export class CohortComparisonQuery extends DayComparisonQuery {}

/** Whom a report is narrowed to. */
export class PeopleComparisonQuery extends DayComparisonQuery {
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;
}

export class StagesComparisonQuery extends PeopleComparisonQuery {}

export class RehabilitationComparisonQuery extends PeopleComparisonQuery {}

export class InterimCareComparisonQuery extends PeopleComparisonQuery {
  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  country?: string;
}

/** Reports about a period know no single day. */
export class PeriodComparisonQuery extends ComparisonQuery {
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;
}

export class FlowsComparisonQuery extends PeriodComparisonQuery {
  /** First day; left out: without bound. */
  @IsOptional()
  @IsDay()
  firstDay?: string;

  /** Last day; left out: without bound. */
  @IsOptional()
  @IsDay()
  lastDay?: string;
}

export class SeriesComparisonQuery extends PeriodComparisonQuery {
  /** First day. */
  @IsDay()
  firstDay!: string;

  /** Last day. */
  @IsDay()
  lastDay!: string;
}

export class ExchangeTotalsComparisonQuery extends PeopleComparisonQuery {
  /** Left out: one total for all time. */
  @IsOptional()
  @IsIn(['month', 'year', 'all'])
  period?: 'month' | 'year' | 'all';

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;

  @IsOptional()
  @IsIn(TERMS)
  terms?: Terms;
}

export class IntermediariesComparisonQuery extends DayComparisonQuery {
  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;
}

export class HeldPopulationsComparisonQuery extends PeopleComparisonQuery {
  /** The Power that holds them: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string;
}

export class ReconciliationComparisonQuery extends DayComparisonQuery {
  /** Who keeps the count. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  claimant?: string;
}

export const comparisonQuestions = [
  ask(StagesComparisonQuery, compareStages),
  ask(InterimCareComparisonQuery, compareInterimCare),
  ask(RehabilitationComparisonQuery, compareRehabilitation),
  ask(FlowsComparisonQuery, compareFlows),
  ask(SeriesComparisonQuery, compareSeries),
  ask(ExchangeTotalsComparisonQuery, compareExchangeTotals),
  ask(IntermediariesComparisonQuery, compareIntermediaries),
  ask(HeldPopulationsComparisonQuery, compareHeldPopulations),
  ask(ReconciliationComparisonQuery, compareReconciliation),
  askOf(CohortComparisonQuery, compareCohort),
];
