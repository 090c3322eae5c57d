import { publishedTotal as model, type PublishedTotalRecorded, type TotalEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { table } from '../database/table.js';
import { stampOf, STREAM_COLUMNS, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** A claimant's running total, as it was published once. */
export interface TotalFold extends Stamp {
  readonly data: PublishedTotalRecorded['data'];
  /** The entry that struck it through. */
  readonly retractedBy: string | null;
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
    case 'PublishedTotalRecorded':
      return fold ?? { ...stampOf(event), data, retractedBy: null };
    case 'EntryRetracted':
      return fold && { ...fold, retractedBy: fold.entryId === data.entryId ? event.id : fold.retractedBy };
  }
}
