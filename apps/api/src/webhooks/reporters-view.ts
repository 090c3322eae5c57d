import type {
  AlertEvent,
  AssessmentEvent,
  ClaimEvent,
  CohortEvent,
  ExchangeEvent,
  ImportEvent,
  ObservationEvent,
  PathwayEvent,
  SourceEvent,
  StatementEvent,
  TotalEvent,
} from '#cases';
import { toCloudEvent, type CloudEvent, type Recorded } from '#eventsourcing';

type Event =
  | AlertEvent
  | AssessmentEvent
  | ClaimEvent
  | CohortEvent
  | ExchangeEvent
  | ImportEvent
  | ObservationEvent
  | PathwayEvent
  | SourceEvent
  | StatementEvent
  | TotalEvent;

type Fields<Type extends Event['type']> = keyof Extract<Event, { readonly type: Type }>['data'];

/**
 * What a reporter may read of each event: the fields that lists and reports show. Null for an event that is for caseworkers
 * and auditors alone. What is not named here is not told: an event or a field that is new is kept back until it stands here.
 */
const SHOWN: { readonly [Type in Event['type']]: readonly Fields<Type>[] | null } = {
  CohortRegistered: [
    'cohortId',
    'name',
    'category',
    'powerOfOrigin',
    'detainingPower',
    'headcount',
    'custodian',
    'custodySince',
    'legalStatus',
    'partOf',
    'moved',
    'occurredOn',
  ],
  CustodyTransferred: ['detainingPower', 'custodian', 'moved', 'occurredOn'],
  CohortHandedOver: ['exchangeId', 'leg', 'terms', 'moved', 'occurredOn'],
  CohortDeparted: ['expectedOn', 'moved', 'occurredOn'],
  CohortAdmittedToInterimCare: ['services', 'expectedDays', 'moved', 'occurredOn'],
  CohortRepatriated: ['moved', 'occurredOn'],
  RehabilitationBegun: ['operator', 'services', 'moved', 'occurredOn'],
  RehabilitationCompleted: ['moved', 'occurredOn'],
  ExitRecorded: ['kind', 'moved', 'occurredOn'],
  ReturnRecorded: ['exitEntryId', 'moved', 'occurredOn'],
  EntryAmended: ['entryId', 'amended', 'follows', 'moved'],
  CohortWatched: null,
  WatchEnded: null,
  CohortAssigned: null,
  CohortRenamed: ['name', 'occurredOn'],
  CohortSplit: ['newCohortId', 'moved', 'occurredOn'],
  CohortMerged: ['role', 'other', 'moved', 'occurredOn'],
  HeadcountCorrected: ['change', 'moved', 'occurredOn'],
  EntryRetracted: ['entryId', 'retracted', 'occurredOn'],
  WhereaboutsConfirmed: ['at', 'occurredOn'],
  HandoverAcknowledged: ['entryId', 'occurredOn'],
  ExchangePlanned: ['exchangeId', 'place', 'intermediaries', 'legs', 'occurredOn', 'basis'],
  ExchangeRecorded: ['exchangeId', 'place', 'intermediaries', 'legs', 'occurredOn', 'basis'],
  ExchangeAmended: ['occurredOn'],
  ExchangeAborted: ['reason', 'occurredOn', 'basis'],
  ExchangeReported: ['figures', 'occurredOn', 'basis'],
  FigureAccepted: ['line', 'people', 'reason', 'occurredOn', 'basis'],
  HeldPopulationClaimed: [
    'claimId',
    'detainingPower',
    'powerOfOrigin',
    'category',
    'population',
    'people',
    'asOf',
    'custodian',
    'legalStatus',
    'heldSince',
    'occurredOn',
    'basis',
  ],
  ClaimAccepted: ['people', 'reason', 'occurredOn', 'basis'],
  PublishedTotalRecorded: ['totalId', 'claimant', 'total', 'asOf', 'rule', 'remark', 'occurredOn', 'basis'],
  SourceRegistered: ['sourceId', 'name', 'publisher', 'kind', 'party', 'independenceGroup', 'url'],
  SourceGraded: ['reliability', 'reason'],
  SourceWithdrawn: ['reason'],
  StatementCaptured: [
    'statementId',
    'sourceId',
    'url',
    'publishedOn',
    'capturedAt',
    'method',
    'collector',
    'credibility',
    'sha256',
    'mediaType',
    'bytes',
  ],
  // Of any file, also of a case file, of which reporters see no entries.
  EntryDisputed: ['entryId'],
  EntryCorroborated: ['entryId'],
  PathwayDefined: [
    'pathwayId',
    'name',
    'category',
    'powerOfOrigin',
    'from',
    'until',
    'stages',
    'acknowledgeDays',
    'confirmDays',
    'reason',
  ],
  PathwayWithdrawn: ['reason'],
  AlertAcknowledged: ['alertId', 'reason'],
  AlertSnoozed: ['alertId', 'until', 'reason'],
  ObservationRecorded: ['observationId', 'about', 'topic', 'says', 'party', 'occurredOn', 'basis'],
  ImportStarted: null,
  ImportCompleted: null,
  ImportReversed: null,
};

/** Types of events that reporters may be told of. */
export const TOLD_TYPES: readonly string[] = Object.entries(SHOWN).flatMap(([type, fields]) => (fields ? [type] : []));

const SHOWN_BY_TYPE: Readonly<Record<string, readonly string[] | null>> = SHOWN;

/**
 * An event as `/events` gives it, reduced to what a reporter may read: without who recorded it and by which command, and of
 * its data what lists and reports show. Of an entry of a case file, whose basis reporters do not see, the grade is told.
 * Undefined for an event that is not for reporters.
 * @param source the installation, as CloudEvents name it
 */
export function reportersView(
  event: Recorded,
  source: string,
): Omit<CloudEvent, 'actor' | 'commandid' | 'correlationid'> | undefined {
  const fields = Object.hasOwn(SHOWN_BY_TYPE, event.type) ? SHOWN_BY_TYPE[event.type] : null;
  if (fields === undefined || fields === null) return undefined;
  const {
    actor: _,
    organisation: __,
    commandid: ___,
    correlationid: ____,
    causationid: _____,
    writtenat: ______,
    ...told
  } = toCloudEvent(event, source);
  const stated = event.data as Readonly<Record<string, unknown>>;
  const shown = fields.filter((field) => field in stated).map((field) => [field, stated[field]]);
  const grade = fields.includes('basis') || !('basis' in stated) ? {} : { basis: gradeOf(stated.basis) };
  return { ...told, data: { ...(Object.fromEntries(shown) as object), ...grade } };
}

function gradeOf(basis: unknown): object | null {
  if (typeof basis !== 'object' || basis === null) return null;
  const { reliability, credibility } = basis as { readonly reliability: string; readonly credibility: string };
  return { reliability, credibility };
}
