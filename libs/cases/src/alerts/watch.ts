import { addDays, daysBetween, daysOf, type EdtfDate } from '../values/edtf.js';
import { boundsOf, inWords, isNobody, type Figure } from '../values/figure.js';
import type { Position } from '../cohort/position.js';
import type { Pathway } from '../pathways/events.js';
import type { AlertKind } from './alert.js';

/** What the watch knows of people of a cohort in one position. */
export interface WatchedBalance {
  readonly position: Position;
  readonly people: Figure;
  readonly since: EdtfDate | null;
  /** When the entry that brought the first of them here was recorded: counts where `since` is not stated. */
  readonly recordedOn: string;
  readonly confirmedOn: EdtfDate | null;
  readonly expectedOn: EdtfDate | null;
  readonly expectedDays: number | null;
  /** The entries that brought them here. */
  readonly entryIds: readonly string[];
}

/** What the watch knows of a cohort. */
export interface WatchedCohort {
  readonly balances: readonly WatchedBalance[];
  readonly openHandovers: readonly {
    readonly entryId: string;
    readonly occurredOn: EdtfDate | null;
    readonly recordedOn: string;
  }[];
  /** Entries that name no source. */
  readonly unsourced: readonly { readonly entryId: string; readonly recordedOn: string }[];
}

/** Something that somebody should look at. `rule` says in words why. */
export interface Alarm {
  readonly kind: AlertKind;
  /** Tells two alarms of one kind about one cohort apart. */
  readonly about: string;
  /** The first day on which it held. */
  readonly since: string;
  readonly entryIds: readonly string[];
  readonly rule: string;
}

/** Stages from which nobody is expected to go on. */
const ENDS = new Set(['discharged', 'exited']);

/** What is to be asked about a cohort on a day. Follows the clock: nothing is written for an alarm to begin or to end. */
export function watch(
  { balances, openHandovers, unsourced }: WatchedCohort,
  pathway: Pathway | undefined,
  today: string,
): readonly Alarm[] {
  return [
    ...balances.flatMap((balance) => watchBalance(balance, pathway, today)),
    ...openHandovers.flatMap((handover) => unacknowledged(handover, pathway, today)),
    ...baseless(unsourced),
  ];
}

/** What is to be asked about an exchange whose sources do not say the same. */
export function watchReports(line: string, entryIds: readonly string[], recordedOn: string): Alarm {
  const rule = `Sources do not say the same of ${line}.`;
  return { kind: 'reports-disagree', about: line, since: recordedOn, entryIds, rule };
}

function baseless(unsourced: WatchedCohort['unsourced']): Alarm[] {
  const since = unsourced.map(({ recordedOn }) => recordedOn).sort()[0];
  if (since === undefined) return [];
  const entryIds = unsourced.map(({ entryId }) => entryId);
  return [{ kind: 'no-basis', about: 'cohort', since, entryIds, rule: 'No source is named for these entries.' }];
}

function watchBalance(balance: WatchedBalance, pathway: Pathway | undefined, today: string): Alarm[] {
  const { position, people, entryIds } = balance;
  if (isNobody(people)) return [];
  const about = JSON.stringify(position);
  const alarms: Alarm[] = [];
  if (boundsOf(people).high === null && boundsOf(people).low === 0 && people.kind !== 'about') {
    const rule = `How many people are in ${position.stage} is ${inWords(people)}.`;
    alarms.push({ kind: 'figure-not-stated', about, since: balance.recordedOn, entryIds, rule });
  }
  if (ENDS.has(position.stage)) return alarms;
  const arrived = firstDay(balance.since) ?? knownBy(balance.since, balance.recordedOn);
  const expected = lastDay(balance.expectedOn);
  if (position.stage === 'in-transit' && expected !== null && expected < today) {
    const rule = `They were expected by ${expected}, and nobody recorded an arrival.`;
    alarms.push({ kind: 'expected-arrival-passed', about, since: addDays(expected, 1), entryIds, rule });
  }
  const limit = balance.expectedDays ?? limitOf(pathway, position);
  if (limit !== null && daysBetween(arrived, today) > limit) {
    const days = daysBetween(arrived, today);
    const says =
      balance.expectedDays === null ? `the pathway "${pathway!.name}" allows ${limit}` : `${limit} were expected`;
    const rule = `In ${position.stage} since ${arrived}: ${days} days, where ${says}.`;
    alarms.push({ kind: 'overdue-in-stage', about, since: addDays(arrived, limit + 1), entryIds, rule });
  }
  const seen = latest(firstDay(balance.confirmedOn), arrived);
  const confirmDays = pathway?.confirmDays ?? null;
  if (confirmDays !== null && daysBetween(seen, today) > confirmDays) {
    const rule = `Nobody has confirmed where they are since ${seen}; it should be confirmed every ${confirmDays} days.`;
    alarms.push({ kind: 'not-confirmed', about, since: addDays(seen, confirmDays + 1), entryIds, rule });
  }
  return alarms;
}

function unacknowledged(
  { entryId, occurredOn, recordedOn }: WatchedCohort['openHandovers'][number],
  pathway: Pathway | undefined,
  today: string,
): Alarm[] {
  const handedOver = firstDay(occurredOn) ?? knownBy(occurredOn, recordedOn);
  const limit = pathway?.acknowledgeDays ?? null;
  if (limit === null || daysBetween(handedOver, today) <= limit) return [];
  const rule = `Handed over on ${handedOver}; the receiving side has not confirmed it within ${limit} days.`;
  return [
    {
      kind: 'handover-not-acknowledged',
      about: entryId,
      since: addDays(handedOver, limit + 1),
      entryIds: [entryId],
      rule,
    },
  ];
}

/**
 * The limit of the stage as the pathway has it: one that names the country comes before one that fits anywhere. Where
 * the way passes the stage more than once nobody knows which time this is, and the longest limit counts.
 */
function limitOf(pathway: Pathway | undefined, { stage, country }: Position): number | null {
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

function firstDay(date: EdtfDate | null): string | null {
  return date === null ? null : (daysOf(date)?.earliest ?? null);
}

function lastDay(date: EdtfDate | null): string | null {
  return date === null ? null : (daysOf(date)?.latest ?? null);
}

/** The day by which it had happened, where nobody says since when: at the latest when it was recorded. */
function knownBy(date: EdtfDate | null, recordedOn: string): string {
  const last = lastDay(date);
  return last !== null && last < recordedOn ? last : recordedOn;
}

function latest(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}
