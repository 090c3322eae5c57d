import { Controller, Get } from '@nestjs/common';
import { DefinePathway, WithdrawPathway } from '#cases';
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
import { PathwayListQuery, PathwayQuery } from './pathway-queries.dto.js';
import { PATHWAYS } from '../tables/source-tables.js';

const PATHWAY = asDecidedOn('pathways', 'pathway');

@ApiTags('pathways')
@Controller('api/v1/pathways')
export class PathwaysController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Says which way home is expected of whom; the same again with other stages changes it from now on. */
  @CreateRoute(DefinePathway, 'pathwayId', ['administrator'])
  define(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, PATHWAY);
  }

  /** Says that nobody is expected to go this way any more. */
  @CommandRoute(WithdrawPathway, { roles: ['administrator'] })
  withdrawPathway(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, PATHWAY);
  }

  /** Lists pathways, withdrawn ones too, each with everything that it ever was. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  list(@QueryParams() query: PathwayListQuery) {
    return this.files.ask(query, PATHWAYS);
  }

  /** Shows one pathway: its stages and limits, and what they were before. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  show(@QueryParams() query: PathwayQuery) {
    return this.queries.ask(query, 'pathway');
  }
}
