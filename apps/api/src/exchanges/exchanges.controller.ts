import { Controller, Get } from '@nestjs/common';
import {
  AbortExchange,
  AcceptFigure,
  AddExchangeReport,
  PlanExchange,
  RecordExchange,
  RetractExchange,
  RetractExchangeEntry,
} from '#cases';
import {
  Allow,
  ApiTags,
  CommandBody,
  CommandDesk,
  CommandRoute,
  CreateRoute,
  EXCHANGE,
  FileDesk,
  QueryDesk,
  QueryParams,
} from '#http';
import { ExchangeListQuery, ExchangeQuery } from './exchange-queries.dto.js';
import { EXCHANGES } from '../tables/exchange-tables.js';

/** `"planned": true` says which of the two a body is. */
const RECORD_OR_PLAN = {
  among: [RecordExchange, PlanExchange],
  by: (body: unknown) => ((body as PlanExchange | undefined)?.planned === true ? PlanExchange : RecordExchange),
};

@ApiTags('exchanges')
@Controller('api/v1/exchanges')
export class ExchangesController {
  constructor(
    private readonly commands: CommandDesk,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Says that an exchange took place, or with `"planned": true` that it is agreed or announced. */
  @CreateRoute()
  record(@CommandBody({ creates: 'exchangeId', choose: RECORD_OR_PLAN }) command: RecordExchange) {
    return this.commands.submit(command, EXCHANGE);
  }

  /** Keeps another source's figures beside the first. */
  @CommandRoute()
  addExchangeReport(@CommandBody() command: AddExchangeReport) {
    return this.commands.submit(command, EXCHANGE);
  }

  /** Decides which figure counts among claims. */
  @CommandRoute()
  acceptFigure(@CommandBody() command: AcceptFigure) {
    return this.commands.submit(command, EXCHANGE);
  }

  /** Says that a planned exchange did not happen. */
  @CommandRoute()
  abortExchange(@CommandBody() command: AbortExchange) {
    return this.commands.submit(command, EXCHANGE);
  }

  /** Takes a report or a decision back: it stays visible, struck through. */
  @CommandRoute('retract-entry')
  retractEntry(@CommandBody() command: RetractExchangeEntry) {
    return this.commands.submit(command, EXCHANGE);
  }

  /** Takes an exchange back as a whole: every handover of it, and every registration that its legs made. */
  @CommandRoute()
  retractExchange(@CommandBody() command: RetractExchange) {
    return this.commands.submit(command, EXCHANGE);
  }

  /** Lists exchanges. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: ExchangeListQuery) {
    return this.files.ask(query, EXCHANGES);
  }

  /** Shows one exchange: its legs, and what each source says, side by side. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: ExchangeQuery) {
    return this.queries.ask(query, 'exchange');
  }
}
