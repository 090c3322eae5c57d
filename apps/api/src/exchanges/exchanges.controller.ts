import { Controller } from '@nestjs/common';
import {
  AbortExchange,
  AcceptFigure,
  AddExchangeReport,
  AmendExchange,
  PlanExchange,
  RecordExchange,
  RetractExchange,
  RetractExchangeEntry,
} from '#cases';
import { ApiTags, CommandBody, type CommandRequest, CommandResponder, CommandRoute, CreateRoute } from '#http';
import { EXCHANGE } from './exchange-view.js';
import type { ExchangeAnswer } from './exchange-answers.js';

/** `"planned": true` says which of the two a body is. */
const RECORD_OR_PLAN = {
  among: [RecordExchange, PlanExchange],
  by: (body: unknown) => ((body as PlanExchange | undefined)?.planned === true ? PlanExchange : RecordExchange),
};

@ApiTags('exchanges')
@Controller('api/v1/exchanges')
export class ExchangesController {
  constructor(private readonly commands: CommandResponder) {}

  /** Says that an exchange took place, or with `"planned": true` that it is agreed or announced. */
  @CreateRoute(RECORD_OR_PLAN, 'exchangeId')
  record(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }

  /** Keeps another source's figures beside the first. */
  @CommandRoute(AddExchangeReport)
  addExchangeReport(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }

  /** Decides which figure counts among claims. */
  @CommandRoute(AcceptFigure)
  acceptFigure(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }

  /** Puts an exchange right: its date, place, intermediaries, terms or source. All its legs follow, in every cohort. */
  @CommandRoute(AmendExchange)
  amendExchange(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }

  /** Says that a planned exchange did not happen. */
  @CommandRoute(AbortExchange)
  abortExchange(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }

  /** Takes a report or a decision back: it stays visible, struck through. */
  @CommandRoute(RetractExchangeEntry, { action: 'retract-entry' })
  retractEntry(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }

  /** Takes an exchange back as a whole: every handover of it, and every registration that its legs made. */
  @CommandRoute(RetractExchange)
  retractExchange(@CommandBody() request: CommandRequest): Promise<ExchangeAnswer> {
    return this.commands.submit(request, EXCHANGE);
  }
}
