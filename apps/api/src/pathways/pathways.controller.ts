import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DefinePathway, WithdrawPathway } from '#cases';
import { Act, Allow, Asked, CommandDesk, Create, PATHWAY, QueryDesk, Submitted, FileDesk } from '#nest';
import { PathwayListQuery, PathwayQuery } from './pathway-queries.dto.js';
import { PATHWAYS } from '../tables/source-tables.js';

@ApiTags('pathways')
@Controller('api/v1/pathways')
export class PathwaysController {
  constructor(
    private readonly commands: CommandDesk,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Says which way home is expected of whom; the same again with other stages changes it from now on. */
  @Create(['administrator'])
  define(@Submitted({ creates: 'pathwayId' }) command: DefinePathway) {
    return this.commands.submit(command, PATHWAY);
  }

  /** Says that nobody is expected to go this way any more. */
  @Act(undefined, ['administrator'])
  withdrawPathway(@Submitted() command: WithdrawPathway) {
    return this.commands.submit(command, PATHWAY);
  }

  /** Lists pathways, withdrawn ones too, each with everything that it ever was. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  list(@Asked() query: PathwayListQuery) {
    return this.files.ask(query, PATHWAYS);
  }

  /** Shows one pathway: its stages and limits, and what they were before. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  show(@Asked() query: PathwayQuery) {
    return this.queries.ask(query, 'pathway');
  }
}
