import type { Pathway } from '../pathways/events.js';
import { daysBetween, type EdtfDate } from '../values/edtf.js';
import { isNobody, type Figure } from '../values/figure.js';
import type { AlertRule } from './alert-rule.js';
import {
  countedFrom,
  handoverBeginnings,
  limitOf,
  stayBeginnings,
  stayDays,
  type Beginning,
  type Stay,
  type StayDays,
} from './beginnings.js';
import type { OfferedCorrection } from './offered-correction.js';

/** What the watch knows of people of a cohort in one position. */
export interface WatchedBalance extends Stay {
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

/** Something that somebody should look at. `rule` says why. */
export interface Alarm extends Beginning {
  /** Tells two alarms of one kind about one cohort apart. */
  readonly about: string;
  readonly entryIds: readonly string[];
  readonly rule: AlertRule;
  /** A command that would put it right, where one would. */
  readonly offer?: OfferedCorrection | null;
}

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
  const rule: AlertRule = { code: 'sources-differ', facts: { line } };
  return { kind: 'reports-disagree', about: line, since: recordedOn, entryIds, rule };
}

interface Decided {
  /** In words. */
  readonly line: string;
  readonly accepted: Figure;
  /** What the cohorts handed over by their own files, corrections since taken in. */
  readonly own: Figure;
  /** The decision, and the handovers. */
  readonly entryIds: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly decidedOn: string;
  readonly offer: OfferedCorrection | null;
}

/** What is to be asked where a figure was decided about people of an exchange, and their cohort counts otherwise. */
export function watchDecision({ line, accepted, own, entryIds, decidedOn, offer }: Decided): Alarm {
  const rule: AlertRule = { code: 'accepted-figure-differs', facts: { line, accepted, own } };
  return { kind: 'accepted-figure-differs', about: line, since: decidedOn, entryIds, rule, offer };
}

function baseless(unsourced: WatchedCohort['unsourced']): Alarm[] {
  const since = unsourced.map(({ recordedOn }) => recordedOn).sort()[0];
  if (since === undefined) return [];
  const entryIds = unsourced.map(({ entryId }) => entryId);
  const rule: AlertRule = { code: 'no-source', facts: { entries: entryIds.length } };
  return [{ kind: 'no-basis', about: 'cohort', since, entryIds, rule }];
}

function watchBalance(balance: WatchedBalance, pathway: Pathway | undefined, today: string): Alarm[] {
  const { position, people, entryIds } = balance;
  if (isNobody(people)) return [];
  const about = JSON.stringify(position);
  const days = stayDays(balance);
  return stayBeginnings(days, pathway, today).map(({ kind, since }) => {
    return { kind, about, since, entryIds, rule: ruleOf(kind, balance, days, pathway, today) };
  });
}

/** Why an alarm about people in a position holds. */
function ruleOf(
  kind: Alarm['kind'],
  { position, people }: WatchedBalance,
  stay: StayDays,
  pathway: Pathway | undefined,
  today: string,
): AlertRule {
  const { arrived, expected, expectedDays, seen } = stay;
  switch (kind) {
    case 'figure-not-stated':
      return { code: 'figure-not-stated', facts: { stage: position.stage, people } };
    case 'expected-arrival-passed':
      return { code: 'arrival-expected', facts: { expected: expected! } };
    case 'overdue-in-stage': {
      const stayed = { stage: position.stage, arrived, days: daysBetween(arrived, today) };
      if (expectedDays !== null) return { code: 'longer-than-expected', facts: { ...stayed, expectedDays } };
      const allowed = { limitDays: limitOf(pathway, stay)!, pathway: pathway!.name };
      return { code: 'longer-than-pathway', facts: { ...stayed, ...allowed } };
    }
    default:
      return { code: 'not-confirmed', facts: { seen, confirmDays: pathway!.confirmDays! } };
  }
}

function unacknowledged(
  { entryId, occurredOn, recordedOn }: WatchedCohort['openHandovers'][number],
  pathway: Pathway | undefined,
  today: string,
): Alarm[] {
  const handedOver = countedFrom(occurredOn, recordedOn);
  return handoverBeginnings(handedOver, pathway, today).map(({ kind, since }) => {
    const rule: AlertRule = {
      code: 'not-acknowledged',
      facts: { handedOver, acknowledgeDays: pathway!.acknowledgeDays! },
    };
    return { kind, about: entryId, since, entryIds: [entryId], rule };
  });
}
