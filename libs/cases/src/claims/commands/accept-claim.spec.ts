import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { acceptedClaim, claimed, takenBack } from '../../../testing/claim-files.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import type { ClaimEvent } from '../events.js';
import { AcceptClaim } from './accept-claim.js';

const ABOUT_6000 = { kind: 'about', value: 6000 } as const;
const accept = (fields: object = {}, history: ClaimEvent[] = [claimed()]) =>
  given({ 'claim-c': history }).when(useCaseOf(AcceptClaim), 'c', { reason: 'both sides say so', ...fields });

describe('accepting a claim', () => {
  it('goes by the figure that it states', () => {
    accept().thenEvents(acceptedClaim(ABOUT_6000));
  });

  it('goes by another figure where one is given, with the day and who says so', () => {
    const basis = { source: 'icrc', url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;
    const { type, data } = acceptedClaim(exactly(6100));
    accept({ headcount: exactly(6100), occurredOn: '2025-08-30', basis: { source: 'icrc' } }).thenEvents({
      type,
      data: { ...data, occurredOn: '2025-08-30', basis },
    });
  });

  it('is nothing new where the same figure counts already', () => {
    accept({}, [claimed(), acceptedClaim(ABOUT_6000)]).thenNothing();
    accept({ headcount: exactly(6000) }, [claimed(), acceptedClaim(ABOUT_6000)]).thenEvents(
      acceptedClaim(exactly(6000)),
    );
  });

  it('can be decided again after the decision was taken back', () => {
    accept({}, [claimed(), acceptedClaim(ABOUT_6000), takenBack('claim-c#1', 'ClaimAccepted')]).thenEvents(
      acceptedClaim(ABOUT_6000),
    );
  });

  it.each([NOT_STATED, { kind: 'withheld' } as const])('is refused where there is no number in it: %j', (figure) => {
    accept({}, [claimed(figure)]).thenRejected('nothing-to-accept', { claimId: 'c' });
    accept({ headcount: figure }).thenRejected('nothing-to-accept');
    expect(accept({ headcount: ABOUT_6000 }, [claimed(figure)]).decided()).toHaveLength(1);
  });

  it('is refused where the claim is not there, or not any more', () => {
    accept({}, []).thenRejected('claim-not-found', { claimId: 'c' });
    accept({}, [claimed(), takenBack('claim-c#0', 'HeldPopulationClaimed')]).thenRejected('claim-retracted');
  });

  it('is refused where it was decided in the future', () => {
    accept({ occurredOn: '2026-01-04' }).thenRejected('occurred-in-the-future');
  });

  it('needs a reason', () => {
    expect(refusedFields(AcceptClaim, {})).toEqual(['reason']);
    expect(refusedFields(AcceptClaim, { reason: '', headcount: 6000 }).toSorted()).toEqual(['headcount', 'reason']);
  });
});
