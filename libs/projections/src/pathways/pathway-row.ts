import { pathway as model, type Pathway, type PathwayEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** A definition of a pathway, or that it is withdrawn. */
export interface PathwayVersion extends Stamp {
  /** Null where the pathway was withdrawn. */
  readonly pathway: Pathway | null;
  readonly reason: string;
}

/** How a pathway was defined, the oldest first; the newest holds. */
export interface PathwayFold {
  readonly versions: readonly PathwayVersion[];
}

declare module '../database/tables.js' {
  interface Tables {
    pathways: StreamRow;
  }
}

export const pathways = streamTable<StreamRow>('pathways', {});

export const pathwayStreams: Streams<PathwayFold, StreamRow> = {
  category: model.category,
  table: 'pathways',
  evolve,
  columns: () => ({}),
};

function evolve(fold: PathwayFold = { versions: [] }, event: Recorded): PathwayFold | undefined {
  const { type, data } = event as unknown as PathwayEvent;
  switch (type) {
    case 'PathwayDefined': {
      const { reason, ...pathway } = data;
      return { versions: [...fold.versions, { ...stampOf(event), pathway, reason }] };
    }
    case 'PathwayWithdrawn':
      return { versions: [...fold.versions, { ...stampOf(event), pathway: null, reason: data.reason }] };
  }
}
