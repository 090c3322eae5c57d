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
      readonly entries: readonly ClaimEntry[];
      /** What the newest decision that stands says; null while nobody decided. */
      readonly accepted: Figure | null;
    };

/** A line of the claim's file. */
export interface ClaimEntry {
  readonly id: string;
  readonly type: ClaimEvent['type'];
  readonly retracted: boolean;
  /** The figure that it decided on, if it was a decision. */
  readonly decided: Figure | null;
}

export const claim: Model<Claim, ClaimEvent> = { category: 'claim', initial: { status: 'unknown' }, evolve };

function evolve(state: Claim, event: Entry<ClaimEvent>): Claim {
  const decided = event.type === 'ClaimAccepted' ? event.data.people : null;
  const entry: ClaimEntry = { id: event.id, type: event.type, retracted: false, decided };
  if (event.type === 'HeldPopulationClaimed') {
    if (state.status === 'standing') return state;
    // Also once it was taken back: a claim can be made again under its id, and what was decided on the old one is past.
    const { claimId, people } = event.data;
    return { status: 'standing', id: claimId, people, entries: [entry], accepted: null };
  }
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'ClaimAccepted':
      return { ...state, entries: [...state.entries, entry], accepted: decided };
    case 'EntryRetracted': {
      const struck = state.entries.map((one) => (one.id === event.data.entryId ? { ...one, retracted: true } : one));
      const status = event.data.retracted === 'HeldPopulationClaimed' ? 'retracted' : state.status;
      return { ...state, status, accepted: decisionAmong(struck), entries: [...struck, entry] };
    }
  }
}

function decisionAmong(entries: readonly ClaimEntry[]): Figure | null {
  return entries.findLast(({ decided, retracted }) => decided !== null && !retracted)?.decided ?? null;
}
