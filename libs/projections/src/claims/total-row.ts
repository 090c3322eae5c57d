import { publishedTotal as model, type PublishedTotalRecorded, type TotalEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { table } from '../database/table.js';
import { stampOf, STREAM_COLUMNS, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** A claimant's running total, as it was published once. */
export interface TotalFold extends Stamp {
  readonly data: PublishedTotalRecorded['data'];
  /** The entry that struck it through. */
  readonly retractedBy: string | null;
  /** What was recorded under this id before and was struck through, the oldest first. */
  readonly earlier: readonly Omit<TotalFold, 'earlier'>[];
}

export interface TotalRow extends StreamRow {
  claimant: string;
}

export const totals = table<TotalRow>({
  name: 'totals',
  columns: { ...STREAM_COLUMNS, claimant: 'text' },
  key: ['id'],
  indexes: [{ columns: ['claimant', 'id'] }],
});

export const totalStreams: Streams<TotalFold, TotalRow> = {
  category: model.category,
  table: 'totals',
  evolve,
  columns: ({ data: { claimant } }) => ({ claimant }),
};

function evolve(fold: TotalFold | undefined, event: Recorded): TotalFold | undefined {
  const { type, data } = event as unknown as TotalEvent;
  switch (type) {
    case 'PublishedTotalRecorded': {
      // Once it was taken back, a total can be recorded anew under its id.
      if (fold !== undefined && fold.retractedBy === null) return fold;
      const { earlier, ...before } = fold ?? { earlier: [] };
      const past = fold === undefined ? [] : [...earlier, before as Omit<TotalFold, 'earlier'>];
      return { ...stampOf(event), data, retractedBy: null, earlier: past };
    }
    case 'EntryRetracted':
      return fold && { ...fold, retractedBy: fold.entryId === data.entryId ? event.id : fold.retractedBy };
  }
}
