import type { Claim, PublishedTotal } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about a claim is answered with. */
export interface ClaimAnswer extends CommandAnswer {
  readonly claim: Decided<Claim>;
}

/** What a command about a published total is answered with. */
export interface TotalAnswer extends CommandAnswer {
  readonly total: Decided<PublishedTotal>;
}
