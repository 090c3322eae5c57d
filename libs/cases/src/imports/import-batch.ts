import type { Entry, Model } from '#eventsourcing';
import type { ImportEvent } from './events.js';

/** What one table brought in. */
export type ImportBatch =
  | { readonly status: 'unknown' }
  | { readonly status: 'started' | 'completed' | 'reversed'; readonly id: string; readonly kind: string };

export const importBatch: Model<ImportBatch, ImportEvent> = {
  category: 'import',
  initial: { status: 'unknown' },
  evolve,
};

function evolve(state: ImportBatch, event: Entry<ImportEvent>): ImportBatch {
  if (state.status === 'unknown') {
    if (event.type !== 'ImportStarted') return state;
    const { importId, kind } = event.data;
    return { status: 'started', id: importId, kind };
  }
  switch (event.type) {
    case 'ImportStarted':
      return state;
    case 'ImportCompleted':
      return { ...state, status: 'completed' };
    case 'ImportReversed':
      return { ...state, status: 'reversed' };
  }
}
