import { assessment as model, type AssessmentEvent, type StatedBasis } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** What another source says of an entry. */
export interface Said extends Stamp {
  readonly type: AssessmentEvent['type'];
  /** What it says otherwise; null where it says the same. */
  readonly reason: string | null;
  readonly basis: StatedBasis;
}

/** What other sources say of one entry of any file, the oldest first. Its row has the entry's id. */
export interface AssessmentFold {
  readonly said: readonly Said[];
}

declare module '../database/tables.js' {
  interface Tables {
    assessments: StreamRow;
  }
}

export const assessments = streamTable<StreamRow>('assessments', {});

export const assessmentStreams: Streams<AssessmentFold, StreamRow> = {
  category: model.category,
  table: 'assessments',
  evolve,
  columns: () => ({}),
};

function evolve(fold: AssessmentFold = { said: [] }, event: Recorded): AssessmentFold | undefined {
  const { type, data } = event as unknown as AssessmentEvent;
  switch (type) {
    case 'EntryDisputed':
      return { said: [...fold.said, { ...stampOf(event), type, reason: data.reason, basis: data.basis }] };
    case 'EntryCorroborated':
      return { said: [...fold.said, { ...stampOf(event), type, reason: null, basis: data.basis }] };
  }
}
