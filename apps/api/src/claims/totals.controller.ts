import { Controller, Get } from '@nestjs/common';
import { RecordPublishedTotal, RetractTotal } from '#cases';
import {
  Allow,
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  CreateRoute,
  FileDesk,
  QueryDesk,
  QueryParams,
} from '#http';
import { TotalListQuery, TotalQuery } from './claim-queries.dto.js';
import { TOTALS } from '../tables/claim-tables.js';

const TOTAL = asDecidedOn('published-totals', 'total');

@ApiTags('published totals')
@Controller('api/v1/published-totals')
export class TotalsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Keeps a claimant's running total with what it counts, so that it can be held against the exchanges. */
  @CreateRoute(RecordPublishedTotal, 'totalId')
  record(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, TOTAL);
  }

  /** Takes a published total back: it stays visible, struck through, and is no step of the count. */
  @CommandRoute(RetractTotal, { action: 'retract-entry' })
  retractEntry(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, TOTAL);
  }

  /** Lists published totals, retracted ones too. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: TotalListQuery) {
    return this.files.ask(query, TOTALS);
  }

  /** Shows one published total with what it counts. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: TotalQuery) {
    return this.queries.ask(query, 'total');
  }
}
