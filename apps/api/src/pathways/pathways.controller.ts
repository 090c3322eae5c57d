import { Controller } from '@nestjs/common';
import { DefinePathway, WithdrawPathway, type PathwayState } from '#cases';
import {
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  CreateRoute,
} from '#http';
import type { PathwayAnswer } from './pathway-answers.js';

const PATHWAY = asDecidedOn<PathwayState, 'pathway'>('pathways', 'pathway');

@ApiTags('pathways')
@Controller('api/v1/pathways')
export class PathwaysController {
  constructor(private readonly commands: CommandResponder) {}

  /** Says which way home is expected of whom; the same again with other stages changes it from now on. */
  @CreateRoute(DefinePathway, 'pathwayId', ['administrator'])
  define(@CommandBody() request: CommandRequest): Promise<PathwayAnswer> {
    return this.commands.submit(request, PATHWAY);
  }

  /** Says that nobody is expected to go this way any more. */
  @CommandRoute(WithdrawPathway, { roles: ['administrator'] })
  withdrawPathway(@CommandBody() request: CommandRequest): Promise<PathwayAnswer> {
    return this.commands.submit(request, PATHWAY);
  }
}
