import { source as model, type Reliability, type SourceEvent, type SourceRegistered } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** A judgement of how far a source has proved reliable. */
export interface SourceGrade extends Stamp {
  readonly reliability: Reliability;
  readonly reason: string;
}

/** Somebody who speaks, and how it was judged. */
export interface SourceFold extends Stamp {
  readonly data: SourceRegistered['data'];
  /** The oldest first; the newest holds. */
  readonly grades: readonly SourceGrade[];
  readonly withdrawn: (Stamp & { readonly reason: string }) | null;
}

export interface SourceRow extends StreamRow {
  kind: string;
  party: string | null;
  reliability: string;
  status: string;
  independence_group: string;
}

declare module '../database/tables.js' {
  interface Tables {
    sources: SourceRow;
  }
}

export const sources = streamTable<SourceRow>('sources', {
  kind: 'text',
  party: 'text',
  reliability: 'text',
  status: 'text',
  independence_group: 'text',
});

export const sourceStreams: Streams<SourceFold, SourceRow> = {
  category: model.category,
  table: 'sources',
  evolve,
  columns: (fold) => ({
    kind: fold.data.kind,
    party: fold.data.party,
    reliability: reliabilityOf(fold),
    status: statusOf(fold),
    independence_group: fold.data.independenceGroup,
  }),
};

function evolve(fold: SourceFold | undefined, event: Recorded): SourceFold | undefined {
  const { type, data } = event as unknown as SourceEvent;
  switch (type) {
    case 'SourceRegistered':
      return fold ?? { ...stampOf(event), data, grades: [], withdrawn: null };
    case 'SourceGraded':
      return fold && { ...fold, grades: [...fold.grades, { ...stampOf(event), ...data }] };
    case 'SourceWithdrawn':
      return fold && { ...fold, withdrawn: { ...stampOf(event), ...data } };
  }
}

/** F, "cannot be judged", until somebody judged it. */
export function reliabilityOf({ grades }: SourceFold): Reliability {
  return grades.at(-1)?.reliability ?? 'F';
}

export function statusOf({ withdrawn }: SourceFold): 'registered' | 'withdrawn' {
  return withdrawn === null ? 'registered' : 'withdrawn';
}
