import type { Entry, Model } from '#eventsourcing';
import type { Reliability } from '../values/stated-basis.js';
import type { SourceEvent } from './events.js';

/** Somebody who speaks. */
export type Source =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'registered' | 'withdrawn';
      readonly id: string;
      readonly independenceGroup: string;
      readonly party: string | null;
      readonly reliability: Reliability;
    };

export const source: Model<Source, SourceEvent> = {
  category: 'source',
  initial: { status: 'unknown' },
  evolve,
};

function evolve(state: Source, event: Entry<SourceEvent>): Source {
  switch (event.type) {
    case 'SourceRegistered': {
      const { sourceId, independenceGroup, party } = event.data;
      // Nobody has judged it yet: F, "reliability cannot be judged".
      return { status: 'registered', id: sourceId, independenceGroup, party, reliability: 'F' };
    }
    case 'SourceGraded':
      return state.status === 'unknown' ? state : { ...state, reliability: event.data.reliability };
    case 'SourceWithdrawn':
      return state.status === 'unknown' ? state : { ...state, status: 'withdrawn' };
  }
}
