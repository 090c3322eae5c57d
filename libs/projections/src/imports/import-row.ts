import { importBatch as model, type ImportEvent, type ImportStarted } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** A table that was brought in, and what became of it. */
export interface ImportFold extends Stamp {
  readonly data: ImportStarted['data'];
  /** Log position at which it began. */
  readonly started: string;
  /** `started`: its recording was interrupted, or goes on. */
  readonly status: 'started' | 'completed' | 'reversed';
}

export interface ImportRow extends StreamRow {
  started: string;
}

declare module '../database/tables.js' {
  interface Tables {
    imports: ImportRow;
  }
}

export const imports = streamTable<ImportRow>('imports', { started: 'text' }, [{ columns: ['started'] }]);

export const importStreams: Streams<ImportFold, ImportRow> = {
  category: model.category,
  table: 'imports',
  evolve,
  columns: ({ started }) => ({ started }),
};

function evolve(fold: ImportFold | undefined, event: Recorded): ImportFold | undefined {
  const { type, data } = event as unknown as ImportEvent;
  switch (type) {
    case 'ImportStarted':
      return fold ?? { ...stampOf(event), data, status: 'started', started: event.position };
    case 'ImportCompleted':
      return fold && { ...fold, status: 'completed' };
    case 'ImportReversed':
      return fold && { ...fold, status: 'reversed' };
  }
}
