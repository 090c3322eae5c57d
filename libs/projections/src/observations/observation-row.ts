import { observation as model, type ObservationEvent, type ObservationRecorded } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** What a source says of something, or that it is silent, and whether that was taken back. */
export interface ObservationFold extends Stamp {
  readonly data: ObservationRecorded['data'];
  /** The entry that struck it through. */
  readonly retractedBy: string | null;
}

export interface ObservationRow extends StreamRow {
  /** What it is about. */
  kind: string;
  subject: string;
  topic: string;
}

declare module '../database/tables.js' {
  interface Tables {
    observations: ObservationRow;
  }
}

export const observations = streamTable<ObservationRow>(
  'observations',
  { kind: 'text', subject: 'text', topic: 'text' },
  [{ columns: ['kind', 'subject', 'id'] }],
);

export const observationStreams: Streams<ObservationFold, ObservationRow> = {
  category: model.category,
  table: 'observations',
  evolve,
  columns: ({ data: { about, topic } }) => ({ kind: about.kind, subject: about.id, topic }),
};

function evolve(fold: ObservationFold | undefined, event: Recorded): ObservationFold | undefined {
  const { type, data } = event as unknown as ObservationEvent;
  if (type === 'ObservationRecorded') return { ...stampOf(event), data, retractedBy: null };
  return fold && { ...fold, retractedBy: event.id };
}
