import { commandsOf, type UseCase } from '#eventsourcing';
import { graded } from '../sources/grading.js';
import { claim } from './claim.js';
import { AcceptClaim, acceptClaim } from './commands/accept-claim.js';
import { ClaimHeldPopulation, claimHeldPopulation } from './commands/claim-held-population.js';
import { RecordPublishedTotal, recordPublishedTotal } from './commands/record-published-total.js';
import { RetractClaim, retractClaim } from './commands/retract-claim.js';
import { RetractTotal, retractTotal } from './commands/retract-total.js';
import { publishedTotal } from './total.js';

const onClaim = commandsOf(claim);
const onTotal = commandsOf(publishedTotal);

/** Everything that can be done with claims of held populations and with published totals. */
export const claimUseCases: readonly UseCase<any>[] = [
  onClaim(ClaimHeldPopulation, claimHeldPopulation),
  onClaim(AcceptClaim, acceptClaim),
  onClaim(RetractClaim, retractClaim),
  onTotal(RecordPublishedTotal, recordPublishedTotal),
  onTotal(RetractTotal, retractTotal),
].map(graded);
