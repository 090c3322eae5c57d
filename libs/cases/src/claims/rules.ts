import type { Claim } from './claim.js';
import { Rejected } from '../refusals.js';

export type KnownClaim = Exclude<Claim, { status: 'unknown' }>;

export function knownClaim(claim: Claim, id: string): KnownClaim {
  if (claim.status === 'unknown') throw new Rejected('claim-not-found', { claimId: id });
  return claim;
}

export function standingClaim(state: Claim, id: string): KnownClaim {
  const claim = knownClaim(state, id);
  if (claim.status === 'retracted') throw new Rejected('claim-retracted', { claimId: id });
  return claim;
}
