import { alert as model, type AlertEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** What was decided about an alert. */
export interface AlertDecision extends Stamp {
  readonly type: AlertEvent['type'];
  /** `YYYY-MM-DD`: the day on which a snoozed alert is shown again; null where it was taken in hand. */
  readonly until: string | null;
  readonly reason: string;
}

/** The oldest first; the newest holds. */
export interface HandlingFold {
  readonly decisions: readonly AlertDecision[];
}

declare module '../database/tables.js' {
  interface Tables {
    alert_handlings: StreamRow;
  }
}

export const alertHandlings = streamTable<StreamRow>('alert_handlings', {});

export const handlingStreams: Streams<HandlingFold, StreamRow> = {
  category: model.category,
  table: 'alert_handlings',
  evolve,
  columns: () => ({}),
};

function evolve(fold: HandlingFold = { decisions: [] }, event: Recorded): HandlingFold | undefined {
  const { type, data } = event as unknown as AlertEvent;
  switch (type) {
    case 'AlertAcknowledged':
      return { decisions: [...fold.decisions, { ...stampOf(event), type, until: null, reason: data.reason }] };
    case 'AlertSnoozed':
      return { decisions: [...fold.decisions, { ...stampOf(event), type, until: data.until, reason: data.reason }] };
  }
}
