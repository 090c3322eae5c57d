import { Controller, Get } from '@nestjs/common';
import { Allow, ApiTags, FileDesk, QueryParams } from '#http';
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
import { FLOWS, INTERIM_CARE, REHABILITATION, SERIES, STAGES } from '../tables/people-tables.js';
import { EXCHANGE_TOTALS, INTERMEDIARIES } from '../tables/exchange-tables.js';
import { HELD_POPULATIONS, RECONCILIATION } from '../tables/claim-tables.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly files: FileDesk) {}

  /** People by stage, country, category and Power of origin, as it stands or on a day. */
  @Get('stages')
  @Allow('caseworker', 'auditor', 'reporter')
  stages(@QueryParams() query: StagesQuery) {
    return this.files.ask(query, STAGES);
  }

  /** Who is or was in interim care in a third country: admitted, left, present, services, length of stay. */
  @Get('interim-care')
  @Allow('caseworker', 'auditor', 'reporter')
  interimCare(@QueryParams() query: InterimCareQuery) {
    return this.files.ask(query, INTERIM_CARE);
  }

  /** Rehabilitation by facility and operator: begun, completed, present, duration. */
  @Get('rehabilitation')
  @Allow('caseworker', 'auditor', 'reporter')
  rehabilitation(@QueryParams() query: RehabilitationQuery) {
    return this.files.ask(query, REHABILITATION);
  }

  /** Movements between stages and countries in a period: the links of a Sankey diagram. */
  @Get('flows')
  @Allow('caseworker', 'auditor', 'reporter')
  flows(@QueryParams() query: FlowsQuery) {
    return this.files.ask(query, FLOWS);
  }

  /** People by stage per day. */
  @Get('series')
  @Allow('caseworker', 'auditor', 'reporter')
  series(@QueryParams() query: SeriesQuery) {
    return this.files.ask(query, SERIES);
  }

  /** Totals of exchanges each way, by period, category and terms. */
  @Get('exchanges')
  @Allow('caseworker', 'auditor', 'reporter')
  exchanges(@QueryParams() query: ExchangeTotalsQuery) {
    return this.files.ask(query, EXCHANGE_TOTALS);
  }

  /** Each intermediary's exchanges and running total. */
  @Get('intermediaries')
  @Allow('caseworker', 'auditor', 'reporter')
  intermediaries(@QueryParams() query: IntermediariesQuery) {
    return this.files.ask(query, INTERMEDIARIES);
  }

  /** Claims of held populations side by side over time, question by question; nothing is added up. */
  @Get('held-populations')
  @Allow('caseworker', 'auditor', 'reporter')
  heldPopulations(@QueryParams() query: HeldPopulationsQuery) {
    return this.files.ask(query, HELD_POPULATIONS);
  }

  /** Published totals against the sum of the exchanges that they count, step by step, with what is left over. */
  @Get('reconciliation')
  @Allow('caseworker', 'auditor', 'reporter')
  reconciliation(@QueryParams() query: ReconciliationQuery) {
    return this.files.ask(query, RECONCILIATION);
  }
}
