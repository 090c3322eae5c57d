import { Controller, Get } from '@nestjs/common';
import { Allow, ApiTags, FileDesk, QueryParams } from '#http';
import {
  COHORT_COMPARED,
  EXCHANGE_TOTALS_COMPARED,
  FLOWS_COMPARED,
  HELD_POPULATIONS_COMPARED,
  INTERIM_CARE_COMPARED,
  INTERMEDIARIES_COMPARED,
  RECONCILIATION_COMPARED,
  REHABILITATION_COMPARED,
  SERIES_COMPARED,
  STAGES_COMPARED,
} from '../tables/comparison-tables.js';
import {
  CohortComparisonQuery,
  ExchangeTotalsComparisonQuery,
  FlowsComparisonQuery,
  HeldPopulationsComparisonQuery,
  InterimCareComparisonQuery,
  IntermediariesComparisonQuery,
  ReconciliationComparisonQuery,
  RehabilitationComparisonQuery,
  SeriesComparisonQuery,
  StagesComparisonQuery,
} from './comparison-queries.dto.js';

@ApiTags('comparisons')
@Controller('api/v1')
export class ComparisonsController {
  constructor(private readonly files: FileDesk) {}

  /** What changed in people by stage between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/stages/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  stages(@QueryParams() query: StagesComparisonQuery) {
    return this.files.ask(query, STAGES_COMPARED);
  }

  /** What changed in interim care between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/interim-care/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  interimCare(@QueryParams() query: InterimCareComparisonQuery) {
    return this.files.ask(query, INTERIM_CARE_COMPARED);
  }

  /** What changed in rehabilitation between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/rehabilitation/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  rehabilitation(@QueryParams() query: RehabilitationComparisonQuery) {
    return this.files.ask(query, REHABILITATION_COMPARED);
  }

  /** What changed in the movements of a period between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/flows/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  flows(@QueryParams() query: FlowsComparisonQuery) {
    return this.files.ask(query, FLOWS_COMPARED);
  }

  /** What changed in people by stage per day between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/series/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  series(@QueryParams() query: SeriesComparisonQuery) {
    return this.files.ask(query, SERIES_COMPARED);
  }

  /** What changed in totals of exchanges between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/exchanges/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  exchanges(@QueryParams() query: ExchangeTotalsComparisonQuery) {
    return this.files.ask(query, EXCHANGE_TOTALS_COMPARED);
  }

  /** What changed in what intermediaries' exchanges come to between two moments, and the entries that made the difference. */
  @Get('reports/intermediaries/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  intermediaries(@QueryParams() query: IntermediariesComparisonQuery) {
    return this.files.ask(query, INTERMEDIARIES_COMPARED);
  }

  /** What changed in claims of held populations between two moments of knowledge, and the entries that made the difference. */
  @Get('reports/held-populations/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  heldPopulations(@QueryParams() query: HeldPopulationsComparisonQuery) {
    return this.files.ask(query, HELD_POPULATIONS_COMPARED);
  }

  /** What changed in published totals and the steps up to them between two moments, and the entries that made the difference. */
  @Get('reports/reconciliation/compare')
  @Allow('caseworker', 'auditor', 'reporter')
  reconciliation(@QueryParams() query: ReconciliationComparisonQuery) {
    return this.files.ask(query, RECONCILIATION_COMPARED);
  }

  /** What changed in what is known of one cohort between two moments: where its people are, and every entry recorded between. */
  @Get('cohorts/:id/compare')
  @Allow('caseworker', 'auditor')
  cohort(@QueryParams() query: CohortComparisonQuery) {
    return this.files.ask(query, COHORT_COMPARED, 'cohort');
  }
}
