import {
  addDays,
  ALERT_KINDS,
  daysBetween,
  type Alarm,
  type AlertKind,
  type AlertRule,
  type OfferedCorrection,
  type Whereabouts,
} from '#cases';
import { fromCursor, limitOf, toCursor, type Answer, type Page, type Paging } from '../answer.js';
import { answered, knownUntil, lastDayOf, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import { cohortsKnown } from '../cohorts/known-cohorts.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { pathwaysInForce } from '../pathways/pathways.js';
import { alertId, type Subject } from './alert-id.js';
import { CohortWatch } from './cohort-alerts.js';
import { cohortsRaised } from './cohorts-raised.js';
import { cohortsRaisedThen } from './cohorts-raised-then.js';
import { decisionsRaised } from './decisions-raised.js';
import { firstOf } from './first.js';
import { Handlings, isHandledAs, NOT_HANDLED, type HandledState, type Handling } from './handling.js';
import { disagreementsRaised, type Raised, type Watching } from './raised.js';
import { unsourcedEntries } from './unsourced-entries.js';

/** Which day to look at. */
export interface AlertDay extends KnownAt {
  /** `YYYY-MM-DD`: today, for who asks neither about a day nor about a moment. */
  readonly asOf: string;
  /** `YYYY-MM-DD`: what there was to ask on this day; left out: today, or on the day of what was known. */
  readonly on?: string;
}

/** Which alerts. */
export interface AlertFilter extends AlertDay {
  readonly cohortId?: string;
  readonly exchangeId?: string;
  readonly kind?: AlertKind;
  /** Alerts that have held for so many days or more. */
  readonly minDays?: number;
  /** Left out: those that are open and those taken in hand, without those put aside. */
  readonly handled?: HandledState;
  /** Only those that somebody of this name took in hand or, where those are asked for, put aside. */
  readonly owner?: string;
}

export interface AlertQuery extends AlertFilter, Paging {}

/** Something that somebody should look at. It follows the clock: nothing is written for it to begin or to end. */
export type Alert = Subject &
  Handling & {
    /** UUID v5 of its kind, its cohort or exchange, and `about`. */
    readonly id: string;
    readonly kind: AlertKind;
    /** Tells two alerts of one kind about one cohort or exchange apart. */
    readonly about: AlertAbout;
    /** The first day on which it held, and for how many days it has. */
    readonly since: string;
    readonly days: number;
    /** The rule that raised it, and what the rule saw. */
    readonly rule: AlertRule;
    /** The entries that caused it. */
    readonly entryIds: readonly string[];
    /** A command that would put it right, with its body; null where none is at hand. */
    readonly offer: OfferedCorrection | null;
  };

/** What of a cohort or an exchange an alert is about; all null where it is about the whole file. */
export interface AlertAbout {
  /** Where the people are. */
  readonly whereabouts: Whereabouts | null;
  /** The handover that nobody confirmed. */
  readonly entryId: string | null;
  /** Those whom sources or files count differently, e.g. `RU prisoner-of-war exchange`. */
  readonly line: string | null;
}

function aboutOf({ kind, about }: Pick<Alarm, 'kind' | 'about'>): AlertAbout {
  const nothing = { whereabouts: null, entryId: null, line: null };
  switch (kind) {
    case 'no-basis':
      return nothing;
    case 'handover-not-acknowledged':
      return { ...nothing, entryId: about };
    case 'reports-disagree':
    case 'accepted-figure-differs':
      return { ...nothing, line: about };
    case 'overdue-in-stage':
    case 'expected-arrival-passed':
    case 'not-confirmed':
    case 'figure-not-stated':
      return { ...nothing, whereabouts: JSON.parse(about) as Whereabouts };
  }
}

/** An alarm with what was decided about it. */
interface Found {
  readonly raised: Raised;
  readonly handling: Handling;
}

/** A page of alerts, the oldest first. @throws InvalidCursor */
export async function alertList(models: ReadModels, query: AlertQuery): Promise<Page<Alert>> {
  return models.read(async (reading) => {
    const watching = await watchingFor(reading, query);
    const list = `alerts ${watching.today}`;
    const after = query.cursor === undefined ? undefined : fromCursor(list, query.cursor, ORDER.length);
    const handlings = await Handlings.read(reading, watching.known);
    const raised = (await raisedOn(reading, watching)).filter(isAskedFor(query, watching, after));
    const limit = limitOf(query);
    const found = nextFound(raised, limit + 1, query, watching, handlings);
    const page = found.slice(0, limit);
    const next = found.length > limit ? toCursor(list, placeOf(page.at(-1)!.raised)) : null;
    return { ...answered(reading, watching.known), rows: await detailed(reading, page, watching), next };
  });
}

/** One alert; undefined where nothing of that kind is to be asked on that day. */
export async function alertFile(
  models: ReadModels,
  id: string,
  query: AlertDay,
): Promise<(Alert & Answer) | undefined> {
  return models.read(async (reading) => {
    const watching = await watchingFor(reading, query);
    const raised = (await raisedOn(reading, watching)).find((one) => alertId(one, one.subject) === id);
    if (raised === undefined) return undefined;
    const handlings = await Handlings.read(reading, watching.known);
    const handling = handlings.of(id, raised.since, watching.today);
    const [alert] = await detailed(reading, [{ raised, handling }], watching);
    return { ...alert!, ...answered(reading, watching.known) };
  });
}

/** What a question about alerts looks at. @throws InvalidMoment */
export async function watchingFor(
  reading: Reading,
  { asOf, on, knownAt, cohortId, exchangeId, kind }: AlertDay & Pick<AlertQuery, 'cohortId' | 'exchangeId' | 'kind'>,
): Promise<Watching> {
  const known = await knownUntil(reading, knownAt);
  const today = on ?? (known === undefined ? asOf : await lastDayOf(reading, known));
  return { pathways: await pathwaysInForce(reading, known), today, known, cohortId, exchangeId, kind };
}

/** Every alarm of a day about those who are asked about, in no particular order. */
export async function raisedOn(reading: Reading, watching: Watching): Promise<Raised[]> {
  const { cohortId, exchangeId, kind, known } = watching;
  const ofCohorts = exchangeId === undefined && !isOfExchanges(kind);
  const disagreements = cohortId === undefined && (kind ?? 'reports-disagree') === 'reports-disagree';
  const decisions = (kind ?? 'accepted-figure-differs') === 'accepted-figure-differs';
  return [
    ...(ofCohorts ? await cohortsRaised(reading, watching) : []),
    ...(ofCohorts && known !== undefined ? await cohortsRaisedThen(reading, { ...watching, known }) : []),
    ...(disagreements ? await disagreementsRaised(reading, watching) : []),
    ...(decisions ? await decisionsRaised(reading, watching) : []),
  ];
}

function isOfExchanges(kind: AlertKind | undefined): boolean {
  return kind === 'reports-disagree' || kind === 'accepted-figure-differs';
}

/** What alerts are sorted by: since when they hold, and then so that no two stand at one place. */
const ORDER: readonly ((raised: Raised) => string | number)[] = [
  ({ since }) => since,
  ({ kind }) => ALERT_KINDS.indexOf(kind),
  ({ subject }) => subject.cohortId ?? subject.exchangeId,
  ({ about }) => about,
];

function placeOf(raised: Raised): (string | number)[] {
  return ORDER.map((part) => part(raised));
}

function byPlace(a: Raised, b: Raised): number {
  if (a.since !== b.since) return compare(a.since, b.since);
  return comparePlaces(placeOf(a), placeOf(b));
}

function comparePlaces(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const different = a.findIndex((part, index) => part !== b[index]);
  return different < 0 ? 0 : a[different]! < b[different]! ? -1 : 1;
}

/** The next alarms that are asked for by what was decided about them. Ids are made for those alone that may be given. */
function nextFound(
  raised: readonly Raised[],
  count: number,
  query: AlertQuery,
  { today }: Watching,
  handlings: Handlings,
): Found[] {
  const { handled, owner } = query;
  const isWanted = ({ handling }: Found): boolean => isHandledAs(handling, query);
  const withHandling = (one: Raised): Found => ({
    raised: one,
    handling: handlings.size > 0 ? handlings.of(alertId(one, one.subject), one.since, today) : NOT_HANDLED,
  });
  // No more can be left out than there are decisions about.
  if (owner === undefined && (handled === undefined || handled === 'open')) {
    return firstOf(raised, count + handlings.size, byPlace)
      .map(withHandling)
      .filter(isWanted)
      .slice(0, count);
  }
  const wanted = raised.map(withHandling).filter(isWanted);
  return firstOf(wanted, count, (a, b) => byPlace(a.raised, b.raised));
}

function isAskedFor(
  { kind, minDays = 0 }: AlertQuery,
  { today }: Watching,
  after: readonly (string | number)[] | undefined,
) {
  const latest = addDays(today, -minDays);
  return (raised: Raised): boolean =>
    (kind === undefined || raised.kind === kind) &&
    raised.since <= latest &&
    (after === undefined || comparePlaces(placeOf(raised), after) > 0);
}

/** Puts in what only the whole case file tells: the entries that caused an alarm. */
async function detailed(reading: Reading, page: readonly Found[], { today, known }: Watching): Promise<Alert[]> {
  const cohortIds = [...new Set(page.flatMap(({ raised }) => raised.subject.cohortId ?? []))];
  const watch = await CohortWatch.read(reading, cohortIds, today, known);
  const current = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', cohortIds).execute();
  const rows = known === undefined ? current : await cohortsKnown(reading, current, known);
  const lacking = page
    .filter(({ raised }) => raised.kind === 'no-basis')
    .flatMap(({ raised }) => raised.subject.cohortId ?? []);
  const unsourced = await unsourcedEntries(reading, lacking, known);
  const alarms = new Map(rows.map((row) => [row.id, watch.alarms(row, unsourced.get(row.id))]));
  return page.map(({ raised, handling }) => {
    const { subject, alarm, kind, about } = raised;
    const own: readonly Alarm[] = alarm !== null ? [alarm] : alarms.get(subject.cohortId!)!;
    const { since, rule, entryIds, offer = null } = own.find((one) => one.kind === kind && one.about === about)!;
    return {
      id: alertId(raised, subject),
      ...subject,
      kind,
      about: aboutOf({ kind, about }),
      since,
      days: daysBetween(since, today),
      rule,
      entryIds,
      offer,
      ...handling,
    };
  });
}
