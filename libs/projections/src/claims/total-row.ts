import { publishedTotal as model, type PublishedTotalRecorded, type TotalEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { dayRange } from '../cohorts/entries.js';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** A claimant's running total, as it was recorded last. */
export interface TotalFold extends Stamp {
  readonly data: PublishedTotalRecorded['data'];
  /** The entry that struck it through. */
  readonly retractedBy: string | null;
}

export interface TotalRow extends StreamRow {
  claimant: string;
  /** The last day that it can count; `9999-12-31` where its date is open. */
  as_of_until: string;
}

declare module '../database/tables.js' {
  interface Tables {
    totals: TotalRow;
  }
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
    case 'PublishedTotalRecorded':
      // Once it was taken back, a total can be recorded again under its id.
      return fold?.retractedBy === null ? fold : { ...stampOf(event), data, retractedBy: null };
    case 'EntryRetracted':
      return fold && { ...fold, retractedBy: fold.entryId === data.entryId ? event.id : fold.retractedBy };
  }
}
