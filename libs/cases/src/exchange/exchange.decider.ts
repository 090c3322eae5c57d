import { across, commandsOf, type UseCase } from '#eventsourcing';
import { graded } from '../sources/grading.js';
import { AbortExchange, abortExchange } from './commands/abort-exchange.js';
import { AcceptFigure, acceptFigure } from './commands/accept-figure.js';
import { AddExchangeReport, addExchangeReport } from './commands/add-exchange-report.js';
import { AmendExchange, amendExchange } from './commands/amend-exchange.js';
import { PlanExchange, planExchange } from './commands/plan-exchange.js';
import { RecordExchange, recordExchange } from './commands/record-exchange.js';
import { RetractExchangeEntry, retractExchangeEntry } from './commands/retract-exchange-entry.js';
import { RetractExchange, retractExchange } from './commands/retract-exchange.js';
import { exchange } from './exchange.js';

const on = commandsOf(exchange);

/** Everything that can be done with an exchange. */
export const exchangeUseCases: readonly UseCase<any>[] = [
  across(PlanExchange, planExchange),
  across(RecordExchange, recordExchange),
  across(AmendExchange, amendExchange),
  on(AbortExchange, abortExchange),
  on(AddExchangeReport, addExchangeReport),
  on(AcceptFigure, acceptFigure),
  on(RetractExchangeEntry, retractExchangeEntry),
  across(RetractExchange, retractExchange),
].map(graded);
