import { IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { IsFigure, IsProse } from '../../values/decorators.js';
import { sameFigure, type Figure } from '../../values/figure.js';
import type { Claim } from '../claim.js';
import type { ClaimAccepted } from '../events.js';
import { standingClaim } from '../rules.js';

/** Decides that a claim's figure is the one to go by for its question and date. It can be revised; every decision is kept. */
export class AcceptClaim extends EntryFields {
  /** Left out: the figure that the claim states. */
  @IsOptional()
  @IsFigure()
  headcount?: Figure | null;

  /** Why this figure: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function acceptClaim(command: AcceptClaim, state: Claim, { target, now }: Context): ClaimAccepted[] {
  const claim = standingClaim(state, target);
  notInFuture(command.occurredOn, now);
  const people = command.headcount ?? claim.people;
  if (people.kind === 'not-stated' || people.kind === 'withheld')
    throw new Rejected('nothing-to-accept', { claimId: target });
  if (claim.accepted !== null && sameFigure(claim.accepted, people)) return [];
  const { reason, occurredOn = null, basis } = command;
  return [{ type: 'ClaimAccepted', data: { people, reason, occurredOn, basis: stated(basis) } }];
}
