import { Controller, Get } from '@nestjs/common';
import { CaptureStatement } from '#cases';
import { Rejected } from '#eventsourcing';
import {
  Allow,
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CreateRoute,
  FileDesk,
  QueryDesk,
  QueryParams,
} from '#http';
import { CopyStore } from './copy-store.js';
import { StatementListQuery, StatementQuery } from './statement-queries.dto.js';
import { STATEMENTS } from '../tables/source-tables.js';

const STATEMENT = asDecidedOn('statements', 'statement');

@ApiTags('statements')
@Controller('api/v1/statements')
export class StatementsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
    private readonly copies: CopyStore,
  ) {}

  /** Keeps what was published, where and when, with the fingerprint of its copy, which is uploaded first. */
  @CreateRoute(CaptureStatement, 'statementId')
  async capture(@CommandBody() request: CommandRequest<CaptureStatement>) {
    const { sha256, mediaType, bytes } = request.command;
    const stored = await this.copies.find(sha256);
    if (stored === undefined) throw new Rejected('copy-not-found', { sha256 });
    if (stored.mediaType !== mediaType || stored.bytes !== bytes) throw new Rejected('copy-differs', { stored });
    return this.commands.submit(request, STATEMENT);
  }

  /** Lists what was published where and when, with the fingerprints of the stored copies. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: StatementListQuery) {
    return this.files.ask(query, STATEMENTS);
  }

  /** Shows one statement. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: StatementQuery) {
    return this.queries.ask(query, 'statement');
  }
}
