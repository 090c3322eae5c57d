import { Controller } from '@nestjs/common';
import { CaptureStatement, type Statement } from '#cases';
import { Rejected } from '#eventsourcing';
import { ApiTags, asDecidedOn, CommandBody, type CommandRequest, CommandResponder, CreateRoute } from '#http';
import { CopyStore } from './copy-store.js';
import type { StatementAnswer } from './statement-answers.js';

const STATEMENT = asDecidedOn<Statement, 'statement'>('statements', 'statement');

@ApiTags('statements')
@Controller('api/v1/statements')
export class StatementsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly copies: CopyStore,
  ) {}

  /** Keeps what was published, where and when, with the fingerprint of its copy, which is uploaded first. */
  @CreateRoute(CaptureStatement, 'statementId')
  async capture(@CommandBody() request: CommandRequest<CaptureStatement>): Promise<StatementAnswer> {
    const { sha256, mediaType, bytes } = request.command;
    const stored = await this.copies.find(sha256);
    if (stored === undefined) throw new Rejected('copy-not-found', { sha256 });
    if (stored.mediaType !== mediaType || stored.bytes !== bytes) throw new Rejected('copy-differs', { stored });
    return this.commands.submit(request, STATEMENT);
  }
}
