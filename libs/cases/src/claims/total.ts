import type { Entry, Model } from '#eventsourcing';
import type { TotalEvent } from './events.js';

/** A claimant's running total, as it was published once. */
export type PublishedTotal =
  | { readonly status: 'unknown' }
  | { readonly status: 'standing' | 'retracted'; readonly id: string; readonly entryId: string };

export const publishedTotal: Model<PublishedTotal, TotalEvent> = {
  category: 'total',
  initial: { status: 'unknown' },
  evolve,
};

function evolve(state: PublishedTotal, event: Entry<TotalEvent>): PublishedTotal {
  switch (event.type) {
    case 'PublishedTotalRecorded':
      return { status: 'standing', id: event.data.totalId, entryId: event.id };
    case 'EntryRetracted':
      return state.status === 'unknown' ? state : { ...state, status: 'retracted' };
  }
}
