import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Asked, QueryDesk } from '#nest';
import {
  ExchangeTotalsQuery,
  FlowsQuery,
  HeldPopulationsQuery,
  InterimCareQuery,
  IntermediariesQuery,
  ReconciliationQuery,
  RehabilitationQuery,
  SeriesQuery,
  StagesQuery,
} from './report-queries.dto.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly queries: QueryDesk) {}

  /** People by stage, country, category and Power of origin, as it stands or on a day. */
  @Get('stages')
  @Allow('caseworker', 'auditor', 'reporter')
  stages(@Asked() query: StagesQuery) {
    return this.queries.ask(query);
  }

  /** Who is or was in interim care in a third country: admitted, left, present, services, length of stay. */
  @Get('interim-care')
  @Allow('caseworker', 'auditor', 'reporter')
  interimCare(@Asked() query: InterimCareQuery) {
    return this.queries.ask(query);
  }

  /** Rehabilitation by facility and operator: begun, completed, present, duration. */
  @Get('rehabilitation')
  @Allow('caseworker', 'auditor', 'reporter')
  rehabilitation(@Asked() query: RehabilitationQuery) {
    return this.queries.ask(query);
  }

  /** Movements between stages and countries in a period: the links of a Sankey diagram. */
  @Get('flows')
  @Allow('caseworker', 'auditor', 'reporter')
  flows(@Asked() query: FlowsQuery) {
    return this.queries.ask(query);
  }

  /** People by stage per day. */
  @Get('series')
  @Allow('caseworker', 'auditor', 'reporter')
  series(@Asked() query: SeriesQuery) {
    return this.queries.ask(query);
  }

  /** Totals of exchanges each way, by period, category and terms. */
  @Get('exchanges')
  @Allow('caseworker', 'auditor', 'reporter')
  exchanges(@Asked() query: ExchangeTotalsQuery) {
    return this.queries.ask(query);
  }

  /** Each intermediary's exchanges and running total. */
  @Get('intermediaries')
  @Allow('caseworker', 'auditor', 'reporter')
  intermediaries(@Asked() query: IntermediariesQuery) {
    return this.queries.ask(query);
  }

  /** Claims of held populations side by side over time, question by question; nothing is added up. */
  @Get('held-populations')
  @Allow('caseworker', 'auditor', 'reporter')
  heldPopulations(@Asked() query: HeldPopulationsQuery) {
    return this.queries.ask(query);
  }

  /** Published totals against the sum of the exchanges that they count, step by step, with what is left over. */
  @Get('reconciliation')
  @Allow('caseworker', 'auditor', 'reporter')
  reconciliation(@Asked() query: ReconciliationQuery) {
    return this.queries.ask(query);
  }
}
