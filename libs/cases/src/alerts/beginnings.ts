import type { Whereabouts } from '../cohort/whereabouts.js';
import type { Pathway } from '../pathways/events.js';
import { addDays, daysOf, type EdtfDate } from '../values/edtf.js';
import { boundsOf, type Figure } from '../values/figure.js';
import type { AlertKind } from './alert.js';

/** An alarm that there is and the first day on which it holds: what alarms are sorted by, before anybody puts them into words. */
export interface Beginning {
  readonly kind: AlertKind;
  readonly since: string;
}

/** The days of people in one position, as `YYYY-MM-DD`, and no more of them than says which alarms there are. */
export interface StayDays extends Pick<Whereabouts, 'stage' | 'country'> {
  /** Nobody says how many they are. */
  readonly unstated: boolean;
  /** When the entry that brought the first of them was recorded. */
  readonly recordedOn: string;
  /** From which their stay is counted. */
  readonly arrived: string;
  /** By which they were expected further on; null where that is not stated. */
  readonly expected: string | null;
  /** How long they were expected to stay; null where that is not stated. */
  readonly expectedDays: number | null;
  /** On which it was last known where they are. */
  readonly seen: string;
}

/** What a stay's days are worked out from. */
export interface Stay {
  readonly position: Whereabouts;
  readonly people: Figure;
  readonly since: EdtfDate | null;
  readonly recordedOn: string;
  readonly confirmedOn: EdtfDate | null;
  readonly expectedOn: EdtfDate | null;
  readonly expectedDays: number | null;
}

export function stayDays({
  position,
  people,
  since,
  recordedOn,
  confirmedOn,
  expectedOn,
  expectedDays,
}: Stay): StayDays {
  const { low, high } = boundsOf(people);
  const arrived = countedFrom(since, recordedOn);
  const confirmed = (confirmedOn === null ? null : daysOf(confirmedOn)?.earliest) ?? null;
  return {
    stage: position.stage,
    country: position.country,
    unstated: high === null && low === 0 && people.kind !== 'about',
    recordedOn,
    arrived,
    expected: (expectedOn === null ? null : daysOf(expectedOn)?.latest) ?? null,
    expectedDays,
    seen: confirmed !== null && confirmed > arrived ? confirmed : arrived,
  };
}

/** Stages from which nobody is expected to go on. */
const ENDS: ReadonlySet<string> = new Set(['discharged', 'exited']);

/** The alarms about people in one position that hold on a day. @param after `addDays`, or one that remembers what it added up */
export function stayBeginnings(
  stay: StayDays,
  pathway: Pathway | undefined,
  today: string,
  after = addDays,
): Beginning[] {
  const beginnings: Beginning[] = [];
  const begin = (kind: AlertKind, since: string): void => {
    if (since <= today) beginnings.push({ kind, since });
  };
  if (stay.unstated) beginnings.push({ kind: 'figure-not-stated', since: stay.recordedOn });
  if (ENDS.has(stay.stage)) return beginnings;
  if (stay.stage === 'in-transit' && stay.expected !== null) begin('expected-arrival-passed', after(stay.expected, 1));
  const limit = stay.expectedDays ?? limitOf(pathway, stay);
  if (limit !== null) begin('overdue-in-stage', after(stay.arrived, limit + 1));
  const confirmDays = pathway?.confirmDays ?? null;
  if (confirmDays !== null) begin('not-confirmed', after(stay.seen, confirmDays + 1));
  return beginnings;
}

/** The alarm about a handover that nobody confirmed, where it holds on a day. @param handedOver its day, `YYYY-MM-DD` */
export function handoverBeginnings(
  handedOver: string,
  pathway: Pathway | undefined,
  today: string,
  after = addDays,
): Beginning[] {
  const limit = pathway?.acknowledgeDays ?? null;
  if (limit === null) return [];
  const since = after(handedOver, limit + 1);
  return since <= today ? [{ kind: 'handover-not-acknowledged', since }] : [];
}

/**
 * The limit of the stage as the pathway has it: one that names the country comes before one that fits anywhere. Where
 * the way passes the stage more than once nobody knows which time this is, and the longest limit counts.
 */
export function limitOf(
  pathway: Pathway | undefined,
  { stage, country }: Pick<Whereabouts, 'stage' | 'country'>,
): number | null {
  const fitting = (pathway?.stages ?? []).filter(
    (one) => one.stage === stage && (one.country === null || one.country === country),
  );
  const named = fitting.filter((one) => one.country !== null);
  const limits = (named.length > 0 ? named : fitting).map(({ limitDays }) => limitDays);
  return limits.reduce(
    (longest, limit) => (longest === null || limit === null ? null : Math.max(longest, limit)),
    limits[0] ?? null,
  );
}

/** The first day that a date can mean; where it has none, the day by which it had happened: at the latest when it was recorded. */
export function countedFrom(date: EdtfDate | null, recordedOn: string): string {
  const { earliest, latest } = (date === null ? undefined : daysOf(date)) ?? { earliest: null, latest: null };
  return earliest ?? (latest !== null && latest < recordedOn ? latest : recordedOn);
}
