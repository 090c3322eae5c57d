import { statement as model, type StatementCaptured, type StatementEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** What was published where and when, with the fingerprint of its stored copy. */
export interface StatementFold extends Stamp {
  readonly data: StatementCaptured['data'];
}

export interface StatementRow extends StreamRow {
  source: string;
}

declare module '../database/tables.js' {
  interface Tables {
    statements: StatementRow;
  }
}

export const statements = streamTable<StatementRow>('statements', { source: 'text' }, [{ columns: ['source', 'id'] }]);

export const statementStreams: Streams<StatementFold, StatementRow> = {
  category: model.category,
  table: 'statements',
  evolve,
  columns: ({ data: { sourceId } }) => ({ source: sourceId }),
};

function evolve(fold: StatementFold | undefined, event: Recorded): StatementFold | undefined {
  const { type, data } = event as unknown as StatementEvent;
  switch (type) {
    case 'StatementCaptured':
      return fold ?? { ...stampOf(event), data };
  }
}
