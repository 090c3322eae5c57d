import { ALERT_KINDS, daysBetween, type Alarm, type AlertKind } from '#cases';
import { fromCursor, limitOf, toCursor, type Answer, type Page, type Paging } from '../answer.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { pathwaysInForce } from '../pathways/pathways.js';
import { raisedOn, type Raised } from './alarm-list.js';
import { alertId, type Subject } from './alert-id.js';
import { CohortWatch } from './cohort-alerts.js';
import { Handlings, NOT_HANDLED, type HandledState, type Handling } from './handling.js';
import { unsourcedEntries } from './unsourced-entries.js';

export interface AlertQuery extends Paging {
  /** `YYYY-MM-DD`: the day to look at. */
  readonly asOf: string;
  readonly cohortId?: string;
  readonly exchangeId?: string;
  readonly kind?: AlertKind;
  /** Alerts that have held for so many days or more. */
  readonly minDays?: number;
  /** Left out: those that are open and those taken in hand, without those put aside. */
  readonly handled?: HandledState;
}

/** Something that somebody should look at. It follows the clock: nothing is written for it to begin or to end. */
export type Alert = Subject &
  Handling & {
    /** UUID v5 of its kind, its cohort or exchange, and `about`. */
    readonly id: string;
    readonly kind: AlertKind;
    /** Tells two alerts of one kind about one cohort apart. */
    readonly about: string;
    /** The first day on which it held, and for how many days it has. */
    readonly since: string;
    readonly days: number;
    /** Why, in words. */
    readonly rule: string;
    /** The entries that caused it. */
    readonly entryIds: readonly string[];
  };

/** An alarm with what it is sorted by: ids are made for those that are shown, and where something was decided. */
interface Found extends Raised {
  readonly handling: Handling;
  readonly key: string;
}

/** A page of alerts, the oldest first. @throws InvalidCursor */
export async function alertList(models: ReadModels, query: AlertQuery): Promise<Page<Alert>> {
  const { asOf, cursor } = query;
  const list = `alerts ${asOf}`;
  const after = cursor === undefined ? undefined : String(fromCursor(list, cursor, 1)[0]);
  const limit = limitOf(query);
  return models.read(async (reading) => {
    const all = (await found(reading, asOf, query)).filter(isAskedFor(query));
    const rest = after === undefined ? all : all.filter(({ key }) => key > after);
    const page = first(rest, limit);
    const next = rest.length > limit ? toCursor(list, [page.at(-1)!.key]) : null;
    return { position: reading.position, rows: await detailed(reading, page, asOf), next };
  });
}

/** One alert; undefined where nothing of that kind is to be asked on that day. */
export async function alertFile(
  models: ReadModels,
  id: string,
  { asOf }: { readonly asOf: string },
): Promise<(Alert & Answer) | undefined> {
  return models.read(async (reading) => {
    const one = (await found(reading, asOf, { asOf })).find(({ alarm, subject }) => alertId(alarm, subject) === id);
    if (one === undefined) return undefined;
    const [alert] = await detailed(reading, [one], asOf);
    return { ...alert!, position: reading.position };
  });
}

async function found(reading: Reading, asOf: string, query: AlertQuery): Promise<Found[]> {
  const handlings = await Handlings.read(reading);
  const raised = (await raisedOn(reading, await pathwaysInForce(reading), asOf)).filter(isAbout(query));
  return raised.map(({ alarm, subject }) => {
    const { kind, about, since } = alarm;
    const handling = handlings.any ? handlings.of(alertId(alarm, subject), since, asOf) : NOT_HANDLED;
    const key = `${since} ${ALERT_KINDS.indexOf(kind)} ${subject.cohortId ?? subject.exchangeId} ${about}`;
    return { alarm, subject, handling, key };
  });
}

/** Puts in what only the whole case file tells: the entries that caused an alarm. */
async function detailed(reading: Reading, page: readonly Found[], asOf: string): Promise<Alert[]> {
  const cohortIds = [...new Set(page.flatMap(({ subject }) => subject.cohortId ?? []))];
  const watch = await CohortWatch.read(reading, cohortIds, asOf);
  const rows = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', cohortIds).execute();
  const lacking = page
    .filter(({ alarm }) => alarm.kind === 'no-basis')
    .flatMap(({ subject }) => subject.cohortId ?? []);
  const unsourced = await unsourcedEntries(reading, lacking);
  const alarms = new Map(rows.map((row) => [row.id, watch.alarms(row, unsourced.get(row.id))]));
  return page.map(({ subject, alarm, handling }) => {
    const { kind, about } = alarm;
    const own: readonly Alarm[] = subject.cohortId === null ? [alarm] : alarms.get(subject.cohortId)!;
    const { since, rule, entryIds } = own.find((one) => one.kind === kind && one.about === about)!;
    return {
      id: alertId(alarm, subject),
      ...subject,
      kind,
      about,
      since,
      days: daysBetween(since, asOf),
      rule,
      entryIds,
      ...handling,
    };
  });
}

/** The first of many in the order of their keys, without sorting those that are not shown. */
function first(all: readonly Found[], limit: number): Found[] {
  const page: Found[] = [];
  for (const one of all) {
    if (page.length === limit && one.key > page.at(-1)!.key) continue;
    const place = page.findLastIndex(({ key }) => key < one.key) + 1;
    page.splice(place, 0, one);
    if (page.length > limit) page.pop();
  }
  return page;
}

function isAbout({ cohortId, exchangeId, kind }: AlertQuery) {
  return ({ subject, alarm }: Raised): boolean =>
    (cohortId === undefined || subject.cohortId === cohortId) &&
    (exchangeId === undefined || subject.exchangeId === exchangeId) &&
    (kind === undefined || alarm.kind === kind);
}

function isAskedFor({ asOf, minDays = 0, handled }: AlertQuery) {
  return ({ alarm, handling }: Found): boolean =>
    (handled === undefined ? handling.handled !== 'snoozed' : handling.handled === handled) &&
    (minDays <= 0 || daysBetween(alarm.since, asOf) >= minDays);
}
