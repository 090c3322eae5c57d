import { Controller, Get } from '@nestjs/common';
import { GradeSource, RegisterSource, WithdrawSource } from '#cases';
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
import { SourceEntriesQuery, SourceListQuery, SourceQuery, SourceWithdrawalQuery } from './source-queries.dto.js';
import { SOURCE_ENTRIES, SOURCE_WITHDRAWAL, SOURCES } from '../tables/source-tables.js';

const SOURCE = asDecidedOn('sources', 'source');

@ApiTags('sources')
@Controller('api/v1/sources')
export class SourcesController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Makes a speaker known, so that what rests on it can be found, graded and compared. */
  @CreateRoute(RegisterSource, 'sourceId')
  register(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, SOURCE);
  }

  /** Says how far a source has proved reliable. */
  @CommandRoute(GradeSource)
  gradeSource(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, SOURCE);
  }

  /** Says that a source is not to be relied on at all: what rests on it alone stands unsourced. */
  @CommandRoute(WithdrawSource)
  withdrawSource(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, SOURCE);
  }

  /** Lists registered sources, withdrawn ones too. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: SourceListQuery) {
    return this.files.ask(query, SOURCES);
  }

  /** Shows one source: how it was graded, what it stated, and how much rests on it. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: SourceQuery) {
    return this.queries.ask(query, 'source');
  }

  /** Lists the entries of all files that rest on a source, the oldest first. */
  @Get(':id/entries')
  @Allow('caseworker', 'auditor')
  entries(@QueryParams() query: SourceEntriesQuery) {
    return this.files.ask(query, SOURCE_ENTRIES, 'source');
  }

  /** Shows file by file which entries would rest on nothing without a source. */
  @Get(':id/withdrawal')
  @Allow('caseworker', 'auditor')
  withdrawal(@QueryParams() query: SourceWithdrawalQuery) {
    return this.files.ask(query, SOURCE_WITHDRAWAL, 'source');
  }
}
