import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { acceptedClaim, claimed, takenBack } from '../../../testing/claim-files.js';
import { exactly } from '../../values/figure.js';
import type { ClaimEvent } from '../events.js';
import { RetractClaim } from './retract-claim.js';

const HISTORY = [claimed(), acceptedClaim(exactly(6000))];
const retract = (entryId: string, history: ClaimEvent[] = HISTORY, fields: object = {}) =>
  given({ 'claim-c': history }).when(useCaseOf(RetractClaim), 'c', { entryId, reason: 'a mistake', ...fields });

describe('retracting a claim', () => {
  it('strikes the claim through', () => {
    retract('claim-c#0').thenEvents(takenBack('claim-c#0', 'HeldPopulationClaimed'));
  });

  it('strikes a decision through, also of a claim that was taken back', () => {
    const decision = takenBack('claim-c#1', 'ClaimAccepted');
    retract('claim-c#1').thenEvents(decision);
    retract('claim-c#1', [...HISTORY, takenBack('claim-c#0', 'HeldPopulationClaimed')]).thenEvents(decision);
  });

  it('is nothing new where it was struck through before', () => {
    retract('claim-c#1', [...HISTORY, takenBack('claim-c#1', 'ClaimAccepted')]).thenNothing();
  });

  it('is final', () => {
    retract('claim-c#2', [...HISTORY, takenBack('claim-c#1', 'ClaimAccepted')]).thenRejected('retraction-is-final', {
      entryId: 'claim-c#2',
    });
  });

  it('is refused where there is no such claim or entry', () => {
    retract('claim-c#0', []).thenRejected('claim-not-found', { claimId: 'c' });
    retract('claim-d#0').thenRejected('entry-not-found', { entryId: 'claim-d#0' });
  });

  it('is refused on a day to come', () => {
    retract('claim-c#0', HISTORY, { occurredOn: '2026-01-04' }).thenRejected('occurred-in-the-future');
  });

  it('needs to say what and why', () => {
    expect(refusedFields(RetractClaim, {}).toSorted()).toEqual(['entryId', 'reason']);
  });
});
