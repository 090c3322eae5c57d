import type { EdtfDate, ExchangeEvent, Leg, Line, PlannedLeg, ReportedFigure, StatedBasis } from '#cases';
import type { Recorded } from '#eventsourcing';
import { dayRange } from '../cohorts/entries.js';
import { table } from '../database/table.js';

/** `withdrawn`: its record was retracted; it can be planned or recorded anew. */
export type ExchangeStatus = 'planned' | 'recorded' | 'aborted' | 'withdrawn';

/** What the cohort's case file says of a leg. */
export interface Handover {
  readonly entryId: string;
  readonly retractedBy: string | null;
  readonly acknowledgedBy: string | null;
}

export interface Report {
  readonly entryId: string;
  readonly figures: readonly ReportedFigure[];
  readonly basis: StatedBasis;
  readonly recordedAt: string;
  readonly retractedBy: string | null;
}

export interface LineDecision extends Pick<Report, 'entryId' | 'retractedBy'> {
  readonly line: Line;
  readonly people: Leg['people'];
  readonly reason: string;
  readonly basis: StatedBasis | null;
  readonly recordedAt: string;
  readonly actor: string;
}

/** All that is known of an exchange. */
export interface ExchangeFold {
  readonly id: string;
  readonly status: ExchangeStatus;
  /** The entry that recorded it; while it is only planned, the one that planned it. */
  readonly entryId: string;
  readonly occurredOn: EdtfDate | null;
  readonly place: { readonly country: string; readonly name: string | null } | null;
  readonly intermediaries: readonly string[] | null;
  readonly basis: StatedBasis | null;
  readonly legs: readonly (Leg | PlannedLeg)[];
  /** By the number of the leg. */
  readonly handovers: Readonly<Record<number, Handover>>;
  readonly reports: readonly Report[];
  readonly decisions: readonly LineDecision[];
  readonly abortedBecause: string | null;
  /** Log positions of its own entries, by their ids. */
  readonly positions: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly recordedAt: string;
  readonly updatedAt: string;
}

export interface ExchangeRow {
  id: string;
  status: string;
  /** First day that its date can mean; empty where it is not stated. */
  occurred_from: string;
  /** Log position of the newest entry about it. */
  position: string;
  fold: string;
}

export const exchanges = table<ExchangeRow>({
  name: 'exchanges',
  columns: { id: 'text', status: 'text', occurred_from: 'text', position: 'text', fold: 'text' },
  key: ['id'],
  indexes: [{ columns: ['occurred_from', 'id'] }, { columns: ['position'] }],
});

export function exchangeRow(fold: ExchangeFold, position: string): ExchangeRow {
  const { id, status, occurredOn } = fold;
  const occurred_from = (occurredOn === null ? null : dayRange(occurredOn)?.earliest) ?? '';
  return { id, status, occurred_from, position, fold: JSON.stringify(fold) };
}

/** Takes in an event of the exchange's own stream. */
export function evolve(fold: ExchangeFold | undefined, event: Recorded): ExchangeFold | undefined {
  const { type, data } = event as unknown as ExchangeEvent;
  if (fold === undefined) {
    return type === 'ExchangePlanned' || type === 'ExchangeRecorded' ? evolve(nothingKnown(event), event) : undefined;
  }
  const positions = { ...fold.positions, [event.id]: event.position };
  const next = { ...fold, positions, revision: event.revision, updatedAt: event.recordedAt };
  switch (type) {
    case 'ExchangePlanned':
    case 'ExchangeRecorded': {
      const { exchangeId: id, occurredOn, place, intermediaries, basis, legs } = data;
      const status = type === 'ExchangePlanned' ? 'planned' : 'recorded';
      return { ...next, id, status, entryId: event.id, occurredOn, place, intermediaries, basis, legs, handovers: {} };
    }
    case 'ExchangeAborted':
      return { ...next, status: 'aborted', abortedBecause: data.reason };
    case 'ExchangeReported': {
      const { figures, basis } = data;
      return {
        ...next,
        reports: [
          ...fold.reports,
          { entryId: event.id, figures, basis, recordedAt: event.recordedAt, retractedBy: null },
        ],
      };
    }
    case 'FigureAccepted': {
      const { line, people, reason, basis } = data;
      const { id: entryId, recordedAt, actor } = event;
      const decision = { entryId, line, people, reason, basis, recordedAt, actor, retractedBy: null };
      return { ...next, decisions: [...fold.decisions, decision] };
    }
    case 'EntryRetracted': {
      const strike = <T extends Pick<Report, 'entryId' | 'retractedBy'>>(one: T): T =>
        one.entryId === data.entryId ? { ...one, retractedBy: event.id } : one;
      const withdrawn = data.retracted === 'ExchangePlanned' || data.retracted === 'ExchangeRecorded';
      const status = withdrawn ? 'withdrawn' : data.retracted === 'ExchangeAborted' ? 'planned' : fold.status;
      const abortedBecause = status === 'planned' ? null : fold.abortedBecause;
      return {
        ...next,
        status,
        abortedBecause,
        reports: fold.reports.map(strike),
        decisions: fold.decisions.map(strike),
      };
    }
  }
}

function nothingKnown({ id, recordedAt }: Recorded): ExchangeFold {
  return {
    id: '',
    status: 'planned',
    entryId: id,
    occurredOn: null,
    place: null,
    intermediaries: null,
    basis: null,
    legs: [],
    handovers: {},
    reports: [],
    decisions: [],
    abortedBecause: null,
    positions: {},
    revision: -1,
    recordedAt,
    updatedAt: recordedAt,
  };
}
