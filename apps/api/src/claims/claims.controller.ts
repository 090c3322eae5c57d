import { Controller, Get } from '@nestjs/common';
import { AcceptClaim, ClaimHeldPopulation, RetractClaim } from '#cases';
import {
  Allow,
  ApiTags,
  CLAIM,
  CommandBody,
  CommandDesk,
  CommandRoute,
  CreateRoute,
  FileDesk,
  QueryDesk,
  QueryParams,
} from '#http';
import { ClaimListQuery, ClaimQuery } from './claim-queries.dto.js';
import { CLAIMS } from '../tables/claim-tables.js';

@ApiTags('population claims')
@Controller('api/v1/population-claims')
export class ClaimsController {
  constructor(
    private readonly commands: CommandDesk,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Keeps what somebody said of how many are held: a claim beside others, which moves nobody. */
  @CreateRoute()
  claim(@CommandBody({ creates: 'claimId' }) command: ClaimHeldPopulation) {
    return this.commands.submit(command, CLAIM);
  }

  /** Decides that a claim's figure, or another, is the one to go by. */
  @CommandRoute('accept-figure')
  acceptFigure(@CommandBody() command: AcceptClaim) {
    return this.commands.submit(command, CLAIM);
  }

  /** Takes a claim, or a decision about it, back: it stays visible, struck through. */
  @CommandRoute('retract-entry')
  retractEntry(@CommandBody() command: RetractClaim) {
    return this.commands.submit(command, CLAIM);
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
