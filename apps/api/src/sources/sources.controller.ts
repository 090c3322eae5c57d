import { Controller } from '@nestjs/common';
import { GradeSource, RegisterSource, WithdrawSource, type Source } from '#cases';
import {
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  CreateRoute,
} from '#http';
import type { SourceAnswer } from './source-answers.js';

const SOURCE = asDecidedOn<Source, 'source'>('sources', 'source');

@ApiTags('sources')
@Controller('api/v1/sources')
export class SourcesController {
  constructor(private readonly commands: CommandResponder) {}

  /** Makes a speaker known, so that what rests on it can be found, graded and compared. */
  @CreateRoute(RegisterSource, 'sourceId')
  register(@CommandBody() request: CommandRequest): Promise<SourceAnswer> {
    return this.commands.submit(request, SOURCE);
  }

  /** Says how far a source has proved reliable. */
  @CommandRoute(GradeSource)
  gradeSource(@CommandBody() request: CommandRequest): Promise<SourceAnswer> {
    return this.commands.submit(request, SOURCE);
  }

  /** Says that a source is not to be relied on at all: what rests on it alone stands unsourced. */
  @CommandRoute(WithdrawSource)
  withdrawSource(@CommandBody() request: CommandRequest): Promise<SourceAnswer> {
    return this.commands.submit(request, SOURCE);
  }
}
