import type { Entry, Model } from '#eventsourcing';
import type { Figure } from '../values/figure.js';
import type { ClaimEvent } from './events.js';

/** A claim of how many one Power held of another's people. Claims stand side by side; none replaces another. */
export type Claim =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'standing' | 'retracted';
      readonly id: string;
      readonly people: Figure;
      readonly entries: readonly {
        readonly id: string;
        readonly type: ClaimEvent['type'];
        readonly retracted: boolean;
      }[];
      /** The decision that counts; null while nobody decided. */
      readonly accepted: Figure | null;
    };

export const claim: Model<Claim, ClaimEvent> = { category: 'claim', initial: { status: 'unknown' }, evolve };

function evolve(state: Claim, event: Entry<ClaimEvent>): Claim {
  const entry = { id: event.id, type: event.type, retracted: false };
  if (state.status === 'unknown') {
    if (event.type !== 'HeldPopulationClaimed') return state;
    const { claimId, people } = event.data;
    return { status: 'standing', id: claimId, people, entries: [entry], accepted: null };
  }
  switch (event.type) {
    case 'HeldPopulationClaimed':
      return state;
    case 'ClaimAccepted':
      return { ...state, entries: [...state.entries, entry], accepted: event.data.people };
    case 'EntryRetracted': {
      const struck = state.entries.map((one) => (one.id === event.data.entryId ? { ...one, retracted: true } : one));
      const status = event.data.retracted === 'HeldPopulationClaimed' ? 'retracted' : state.status;
      const accepted = event.data.retracted === 'ClaimAccepted' ? null : state.accepted;
      return { ...state, status, accepted, entries: [...struck, entry] };
    }
  }
}
