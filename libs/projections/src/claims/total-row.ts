import { publishedTotal as model, type PublishedTotalRecorded, type TotalEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { dayRange } from '../cohorts/entries.js';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

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
  /** The last day that it can count; `9999-12-31` where its date is open. */
  as_of_until: string;
}

export const totals = streamTable<TotalRow>('totals', { claimant: 'text', as_of_until: 'text' }, [
  { columns: ['claimant', 'id'] },
]);

export const totalStreams: Streams<TotalFold, TotalRow> = {
  category: model.category,
  table: 'totals',
  evolve,
  columns: ({ data: { claimant, asOf } }) => ({ claimant, as_of_until: dayRange(asOf)?.latest ?? '9999-12-31' }),
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
