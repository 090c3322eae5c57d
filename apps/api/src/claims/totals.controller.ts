import { Controller } from '@nestjs/common';
import { RecordPublishedTotal, RetractTotal, type PublishedTotal } from '#cases';
import {
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  CreateRoute,
} from '#http';
import type { TotalAnswer } from './claim-answers.js';

const TOTAL = asDecidedOn<PublishedTotal, 'total'>('published-totals', 'total');

@ApiTags('published totals')
@Controller('api/v1/published-totals')
export class TotalsController {
  constructor(private readonly commands: CommandResponder) {}

  /** Keeps a claimant's running total with what it counts, so that it can be held against the exchanges. */
  @CreateRoute(RecordPublishedTotal, 'totalId')
  record(@CommandBody() request: CommandRequest): Promise<TotalAnswer> {
    return this.commands.submit(request, TOTAL);
  }

  /** Takes a published total back: it stays visible, struck through, and is no step of the count. */
  @CommandRoute(RetractTotal, { action: 'retract-entry' })
  retractEntry(@CommandBody() request: CommandRequest): Promise<TotalAnswer> {
    return this.commands.submit(request, TOTAL);
  }
}
