import {
  exchange as model,
  type CohortEvent,
  type EdtfDate,
  type ExchangeAmended,
  type ExchangeAmendments,
  type ExchangeEvent,
  type Leg,
  type Line,
  type PlannedLeg,
  type ReportedFigure,
  type StatedBasis,
} from '#cases';
import type { Recorded } from '#eventsourcing';
import { gradeOf } from '../grades.js';

/** `withdrawn`: its record was retracted; it can be planned or recorded again. */
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

/** What of an exchange was put right, by whom and why. */
export interface ExchangeAmendment {
  readonly entryId: string;
  readonly reason: string;
  readonly changed: ExchangeAmendments;
  readonly recordedAt: string;
  readonly actor: string;
}

/** All that is known of an exchange. */
export interface ExchangeFold {
  readonly id: string;
  readonly status: ExchangeStatus;
  /** The entry that recorded it; while it is only planned, the one that planned it. */
  readonly entryId: string;
  /** When that entry was recorded. */
  readonly statedAt: string;
  /** The entry whose wording of date, place and intermediaries holds: that one, or the newest amendment. */
  readonly wordedBy: string;
  /** What was put right, the oldest first. */
  readonly amendments: readonly ExchangeAmendment[];
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
  /** Grades of its own entries that stand, by their ids; null for one that names no source. */
  readonly grades: Readonly<Record<string, string | null>>;
  readonly revision: number;
  readonly recordedAt: string;
  readonly updatedAt: string;
}

/** Takes in an event of the exchange's own stream, or of a case file about one of its legs. */
export function evolve(fold: ExchangeFold | undefined, event: Recorded): ExchangeFold | undefined {
  if (event.stream.startsWith(`${model.category}-`)) return evolveOwn(fold, event);
  return fold && evolveLegs(fold, event);
}

function evolveOwn(fold: ExchangeFold | undefined, event: Recorded): ExchangeFold | undefined {
  const { type, data } = event as unknown as ExchangeEvent;
  if (fold === undefined) {
    return type === 'ExchangePlanned' || type === 'ExchangeRecorded'
      ? evolveOwn(nothingKnown(event), event)
      : undefined;
  }
  const positions = { ...fold.positions, [event.id]: event.position };
  const grades = {
    ...fold.grades,
    [event.id]: gradeOf((data as { readonly basis?: StatedBasis | null }).basis ?? null),
  };
  const next = { ...fold, positions, grades, revision: event.revision, updatedAt: event.recordedAt };
  switch (type) {
    case 'ExchangePlanned':
    case 'ExchangeRecorded': {
      const { exchangeId: id, occurredOn, place, intermediaries, basis, legs } = data;
      const status = type === 'ExchangePlanned' ? 'planned' : 'recorded';
      const stated = { entryId: event.id, statedAt: event.recordedAt, occurredOn, place, intermediaries, basis, legs };
      return { ...next, id, status, ...stated, wordedBy: event.id, amendments: [], handovers: {} };
    }
    case 'ExchangeAmended':
      return amended(fold, next, event, data);
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
      // Retractions are no statements: they are not graded, but what they strike through no longer is.
      const struck = data.entryId === fold.entryId ? fold.wordedBy : data.entryId;
      const { [event.id]: _, [struck]: __, ...standing } = grades;
      return {
        ...next,
        grades: standing,
        status,
        abortedBecause,
        reports: fold.reports.map(strike),
        decisions: fold.decisions.map(strike),
      };
    }
  }
}

/** The newest wording is graded in the place of the one before. */
function amended(
  { wordedBy }: ExchangeFold,
  next: ExchangeFold,
  { id: entryId, recordedAt, actor }: Recorded,
  { occurredOn, basis, reason, amendments: changed }: ExchangeAmended['data'],
): ExchangeFold {
  const { [wordedBy]: _, ...grades } = next.grades;
  const terms = new Map(changed.terms?.map((one) => [one.leg, one.terms]));
  return {
    ...next,
    grades,
    wordedBy: entryId,
    statedAt: changed.occurredOn === undefined ? next.statedAt : recordedAt,
    occurredOn,
    basis,
    place: changed.place === undefined ? next.place : changed.place,
    intermediaries: changed.intermediaries === undefined ? next.intermediaries : changed.intermediaries,
    legs: next.legs.map((leg) => ({ ...leg, terms: terms.get(leg.leg) ?? leg.terms })),
    amendments: [...next.amendments, { entryId, reason, changed, recordedAt, actor }],
  };
}

function evolveLegs(fold: ExchangeFold, event: Recorded): ExchangeFold {
  const { type, data } = event as unknown as CohortEvent;
  switch (type) {
    case 'CohortHandedOver': {
      const handover = { entryId: event.id, retractedBy: null, acknowledgedBy: null };
      return { ...fold, updatedAt: event.recordedAt, handovers: { ...fold.handovers, [data.leg]: handover } };
    }
    case 'HandoverAcknowledged':
      return withLegs(fold, event, (leg) =>
        leg.entryId === data.entryId ? { ...leg, acknowledgedBy: event.id } : leg,
      );
    case 'EntryRetracted':
      return withLegs(fold, event, (leg) => {
        if (leg.entryId === data.entryId) return { ...leg, retractedBy: event.id };
        return leg.acknowledgedBy === data.entryId ? { ...leg, acknowledgedBy: null } : leg;
      });
    default:
      return fold;
  }
}

function withLegs(fold: ExchangeFold, { recordedAt }: Recorded, change: (leg: Handover) => Handover): ExchangeFold {
  const legs = Object.entries(fold.handovers).map(([leg, handover]) => [leg, change(handover)] as const);
  return { ...fold, updatedAt: recordedAt, handovers: Object.fromEntries(legs) };
}

function nothingKnown({ id, recordedAt }: Recorded): ExchangeFold {
  return {
    id: '',
    status: 'planned',
    entryId: id,
    statedAt: recordedAt,
    wordedBy: id,
    amendments: [],
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
    grades: {},
    revision: -1,
    recordedAt,
    updatedAt: recordedAt,
  };
}
