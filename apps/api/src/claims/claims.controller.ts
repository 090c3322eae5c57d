import { Controller } from '@nestjs/common';
import { AcceptClaim, ClaimHeldPopulation, RetractClaim, type Claim } from '#cases';
import {
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  CreateRoute,
} from '#http';
import type { ClaimAnswer } from './claim-answers.js';

const CLAIM = asDecidedOn<Claim, 'claim'>('population-claims', 'claim');

@ApiTags('population claims')
@Controller('api/v1/population-claims')
export class ClaimsController {
  constructor(private readonly commands: CommandResponder) {}

  /** Keeps what somebody said of how many are held: a claim beside others, which moves nobody. */
  @CreateRoute(ClaimHeldPopulation, 'claimId')
  claim(@CommandBody() request: CommandRequest): Promise<ClaimAnswer> {
    return this.commands.submit(request, CLAIM);
  }

  /** Decides that a claim's figure, or another, is the one to go by. */
  @CommandRoute(AcceptClaim, { action: 'accept-figure' })
  acceptFigure(@CommandBody() request: CommandRequest): Promise<ClaimAnswer> {
    return this.commands.submit(request, CLAIM);
  }

  /** Takes a claim, or a decision about it, back: it stays visible, struck through. */
  @CommandRoute(RetractClaim, { action: 'retract-entry' })
  retractEntry(@CommandBody() request: CommandRequest): Promise<ClaimAnswer> {
    return this.commands.submit(request, CLAIM);
  }
}
