import { fold } from '#eventsourcing/testing';
import { acceptedClaim, claimed, takenBack } from '../../testing/claim-files.js';
import { exactly } from '../values/figure.js';
import { claim } from './claim.js';
import type { ClaimEvent } from './events.js';

const ABOUT_6000 = { kind: 'about', value: 6000 } as const;
const after = (...events: ClaimEvent[]) => fold(claim, 'claim-c', events);

describe('a claim', () => {
  it('is unknown until somebody claims something', () => {
    expect(after()).toEqual({ status: 'unknown' });
    expect(after(acceptedClaim(exactly(6000)), takenBack('claim-c#0', 'ClaimAccepted'))).toEqual({ status: 'unknown' });
  });

  it('stands with its figure, and nobody has decided on it', () => {
    expect(after(claimed())).toMatchObject({ status: 'standing', id: 'c', people: ABOUT_6000, accepted: null });
  });

  it('is the first claim of its file, whatever comes after it', () => {
    expect(after(claimed(), claimed(exactly(1)))).toMatchObject({ people: ABOUT_6000 });
  });

  it('has the newest decision', () => {
    const state = after(claimed(), acceptedClaim(exactly(6000)), acceptedClaim(exactly(6100)));
    expect(state).toMatchObject({ accepted: exactly(6100) });
  });

  it('keeps the decision that stands where an older one is taken back', () => {
    const decided = [claimed(), acceptedClaim(exactly(6000)), acceptedClaim(exactly(6100))];
    expect(after(...decided, takenBack('claim-c#1', 'ClaimAccepted'))).toMatchObject({ accepted: exactly(6100) });
  });

  it('goes back to the decision before where the newest is taken back, and to none after the last', () => {
    const decided = [claimed(), acceptedClaim(exactly(6000)), acceptedClaim(exactly(6100))];
    const once = [...decided, takenBack('claim-c#2', 'ClaimAccepted')];
    expect(after(...once)).toMatchObject({ status: 'standing', accepted: exactly(6000) });
    expect(after(...once, takenBack('claim-c#1', 'ClaimAccepted'))).toMatchObject({ accepted: null });
  });

  it('stays in its file, struck through, when it is retracted', () => {
    expect(after(claimed(), takenBack('claim-c#0', 'HeldPopulationClaimed'))).toMatchObject({
      status: 'retracted',
      people: ABOUT_6000,
      entries: [
        { id: 'claim-c#0', type: 'HeldPopulationClaimed', retracted: true },
        { id: 'claim-c#1', type: 'EntryRetracted', retracted: false },
      ],
    });
  });

  it('can be made again under its id once it was retracted, and nothing is decided on it', () => {
    const back = takenBack('claim-c#0', 'HeldPopulationClaimed');
    expect(after(claimed(), acceptedClaim(exactly(6000)), back, claimed(exactly(7000)))).toMatchObject({
      status: 'standing',
      people: exactly(7000),
      accepted: null,
    });
  });
});
