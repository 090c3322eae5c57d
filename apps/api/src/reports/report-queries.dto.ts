import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { CATEGORIES, IsCountry, IsDay, TERMS, type Category, type Terms } from '#cases';
import { ask } from '#http';
import {
  exchangeTotalsReport,
  flowsReport,
  heldPopulationsReport,
  interimCareReport,
  intermediariesReport,
  reconciliationReport,
  rehabilitationReport,
  seriesReport,
  stagesReport,
} from '#projections';
import { KnownTableQuery } from '../reading.dto.js';
import { today } from '../today.js';

/** What every report about people may be narrowed to. */
export class PeopleQuery extends KnownTableQuery {
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;
}

export class OnDayQuery extends PeopleQuery {
  /** Where people were on this day; left out: where they are. */
  @IsOptional()
  @IsDay()
  on?: string;
}

export class StagesQuery extends OnDayQuery {}

export class RehabilitationQuery extends OnDayQuery {}

export class InterimCareQuery extends OnDayQuery {
  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  country?: string;
}

export class FlowsQuery extends PeopleQuery {
  /** First day; left out: without bound. */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Last day; left out: without bound. */
  @IsOptional()
  @IsDay()
  to?: string;
}

export class SeriesQuery extends PeopleQuery {
  /** First day. */
  @IsDay()
  from!: string;

  /** Last day. */
  @IsDay()
  to!: string;
}

export class ExchangeTotalsQuery extends PeopleQuery {
  /** Only exchanges that had taken place by this day. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** Left out: one total for all time. */
  @IsOptional()
  @IsIn(['month', 'year', 'all'])
  period?: 'month' | 'year' | 'all';

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;

  /** Figures that do not tell these apart stay, in rows of their own; and so with `category`. */
  @IsOptional()
  @IsIn(TERMS)
  terms?: Terms;
}

export class IntermediariesQuery extends KnownTableQuery {
  /** Only exchanges that had taken place by this day. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;
}

export class HeldPopulationsQuery extends PeopleQuery {
  /** Claims of this day or earlier, and those without a date: the same as `to`. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** The Power that holds them: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string;

  /** Claims of this day or later, and those without a date. */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Claims of this day or earlier, and those without a date. */
  @IsOptional()
  @IsDay()
  to?: string;
}

export class ReconciliationQuery extends KnownTableQuery {
  /** Only totals of this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** Who keeps the count. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  claimant?: string;
}

export const reportQuestions = [
  ask(StagesQuery, stagesReport),
  ask(InterimCareQuery, (models, query) => interimCareReport(models, { ...query, asOf: query.on ?? today() })),
  ask(RehabilitationQuery, (models, query) => rehabilitationReport(models, { ...query, asOf: query.on ?? today() })),
  ask(FlowsQuery, flowsReport),
  ask(SeriesQuery, seriesReport),
  ask(ExchangeTotalsQuery, exchangeTotalsReport),
  ask(IntermediariesQuery, intermediariesReport),
  ask(HeldPopulationsQuery, heldPopulationsReport),
  ask(ReconciliationQuery, reconciliationReport),
];
