import { Controller, Get } from '@nestjs/common';
import { AcceptClaim, ClaimHeldPopulation, RetractClaim } from '#cases';
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
import { ClaimListQuery, ClaimQuery } from './claim-queries.dto.js';
import { CLAIMS } from '../tables/claim-tables.js';

const CLAIM = asDecidedOn('population-claims', 'claim');

@ApiTags('population claims')
@Controller('api/v1/population-claims')
export class ClaimsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Keeps what somebody said of how many are held: a claim beside others, which moves nobody. */
  @CreateRoute(ClaimHeldPopulation, 'claimId')
  claim(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, CLAIM);
  }

  /** Decides that a claim's figure, or another, is the one to go by. */
  @CommandRoute(AcceptClaim, { action: 'accept-figure' })
  acceptFigure(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, CLAIM);
  }

  /** Takes a claim, or a decision about it, back: it stays visible, struck through. */
  @CommandRoute(RetractClaim, { action: 'retract-entry' })
  retractEntry(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, CLAIM);
  }

  /** Lists claims of held populations, retracted ones too. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: ClaimListQuery) {
    return this.files.ask(query, CLAIMS);
  }

  /** Shows one claim, with what was decided about it and what others say of it. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: ClaimQuery) {
    return this.queries.ask(query, 'claim');
  }
}
