import { ALERT_KINDS, type Beginning } from '#cases';
import type { Position } from '#eventsourcing';
import { openAlarms } from '../alerts/open-alarms.js';
import { fromCursor, limitOf, toCursor } from '../answer.js';
import { BEFORE_ALL, lastDayOf } from '../clocks/known.js';
import type { Reading } from '../database/reading.js';
import { balanceRows } from './balances.js';
import { arePresent, askedFor, isAskedFor, type There } from './cohort-filter.js';
import { countsOf, type CohortCounts, type Countable } from './cohort-facets.js';
import type { CohortQuery } from './cohort-query.js';
import { foldedFrom, type CohortRow } from './cohort-row.js';
import { dayRange } from './entries.js';
import { cohortsKnown } from './known-cohorts.js';
import { cohortsOnDay } from './on-a-day.js';

/** Cohorts folded at a time. */
const STEP = 100;
/** Stands after every day. */
const NEVER = '9999-12-31';
/** Stages from which nobody is expected to go on: nobody waits there. */
const ENDS: ReadonlySet<string> = new Set(['discharged', 'exited']);

/** People in one position, and from when their stay is counted. */
interface Stay extends There {
  readonly arrived: string;
}

interface Found extends Countable {
  readonly row: Pick<CohortRow, 'id' | 'name' | 'position'>;
  readonly there: readonly Stay[];
}

/** A page of a list of which every cohort has to be looked at, and what was counted of all of them. */
export interface PageOfAll {
  readonly ids: readonly string[];
  readonly next: string | null;
  readonly facets?: CohortCounts;
}

/** Whether a page can only be made by looking at every cohort that is asked about: alerts follow the clock, and nothing is written of them. */
export function needsAll({ sort = 'id', alert, facets }: CohortQuery): boolean {
  return alert !== undefined || facets !== undefined || sort === 'attention' || sort === 'since';
}

/**
 * A page of cohorts, in any order and by any filter, with counts of all of them.
 * @param known what was known up to a log position; left out: what is known now
 */
export async function pageOfAll(reading: Reading, query: CohortQuery, known: Position | undefined): Promise<PageOfAll> {
  const { sort = 'id', alert, facets } = query;
  const today = query.on ?? (known === undefined ? query.asOf : await lastDayOf(reading, known));
  const isAboutAlerts = alert !== undefined || sort === 'attention' || facets?.includes('alert') === true;
  const alarms = isAboutAlerts ? await openAlarms(reading, today, known) : new Map<string, readonly Beginning[]>();
  const all =
    known === undefined && query.on === undefined ? await standing(reading, query) : await then(reading, query, known);
  const found = all
    .map((one): Found => ({ ...one, alarms: alarms.get(one.row.id) ?? [] }))
    .filter((one) => alert === undefined || one.alarms.some(({ kind }) => alert.includes(kind)));

  const list = `cohorts ${sort}${isAboutAlerts ? ` ${today}` : ''}`;
  const keyOf = KEYS[sort.replace('-', '')]!;
  const after = query.cursor === undefined ? undefined : fromCursor(list, query.cursor, keyOf(NOBODY).length);
  const turned = sort.startsWith('-') ? -1 : 1;
  const rest = found
    .map((one) => ({ id: one.row.id, key: keyOf(one) }))
    .filter(({ key }) => after === undefined || turned * comes(key, after) > 0)
    .sort((a, b) => turned * comes(a.key, b.key));
  const page = rest.slice(0, limitOf(query));
  return {
    ids: page.map(({ id }) => id),
    next: rest.length > page.length ? toCursor(list, page.at(-1)!.key) : null,
    ...(facets && { facets: countsOf(found, facets) }),
  };
}

type Key = readonly (string | number)[];

/** What lists are sorted by; the last part differs from cohort to cohort. */
const KEYS: Readonly<Record<string, (found: Found) => Key>> = {
  id: ({ row }) => [row.id],
  name: ({ row }) => [row.name, row.id],
  updated: ({ row }) => [row.position],
  // Who has waited longest where they are.
  since: ({ row, there }) => [
    there
      .filter(({ stage }) => !ENDS.has(stage))
      .map(({ arrived }) => arrived)
      .sort()[0] ?? NEVER,
    row.id,
  ],
  // The most pressing question about a cohort, then the one that has been open for longest.
  attention: ({ row, alarms }) => {
    const [kind, since] = alarms
      .map((alarm): [number, string] => [ALERT_KINDS.indexOf(alarm.kind), alarm.since])
      .sort(comes)[0] ?? [ALERT_KINDS.length, NEVER];
    return [kind, since, row.id];
  },
};

const NOBODY: Found = { row: { id: '', name: '', position: '' }, category: '', there: [], alarms: [] };

function comes(a: Key, b: Key): number {
  const differs = a.findIndex((value, index) => value !== b[index]);
  return differs < 0 ? 0 : a[differs]! < b[differs]! ? -1 : 1;
}

type Standing = Omit<Found, 'alarms'>;

/** All that are asked about, as they stand. */
async function standing({ db }: Reading, query: CohortQuery): Promise<Standing[]> {
  const cohorts = askedFor(db.selectFrom('cohorts'), query);
  const rows = await cohorts.select(['id', 'name', 'position', 'category']).execute();
  const stays = await db
    .selectFrom('balances')
    .select(['cohort', 'stage', 'country', 'arrived'])
    .where('cohort', 'in', cohorts.select('id'))
    .execute();
  const there = Map.groupBy(stays, ({ cohort }) => cohort);
  return rows.map(({ category, ...row }) => ({ row, category, there: there.get(row.id) ?? [] }));
}

/** The same as they were known then, or on a day. */
async function then(reading: Reading, query: CohortQuery, moment: Position | undefined): Promise<Standing[]> {
  const known = moment ?? reading.position ?? BEFORE_ALL;
  const found: Standing[] = [];
  const cohorts = reading.db
    .selectFrom('cohorts')
    .selectAll()
    .where('opened_at', '<=', known)
    .orderBy('id')
    .limit(STEP);
  for (let after = ''; ;) {
    const rows = await cohorts.where('id', '>', after).execute();
    if (rows.length === 0) return found;
    after = rows.at(-1)!.id;
    const asked = (await cohortsKnown(reading, rows, known)).filter((row) => isAskedFor(row, query));
    const staysOf = await staysThen(reading, asked, query.on, moment);
    for (const row of asked) {
      const there = staysOf(row);
      if (arePresent(query, there)) found.push({ row, category: row.category, there });
    }
  }
}

async function staysThen(
  reading: Reading,
  rows: readonly CohortRow[],
  on: string | undefined,
  known: Position | undefined,
): Promise<(row: CohortRow) => readonly Stay[]> {
  if (on === undefined) return (row) => balanceRows(foldedFrom(row));
  const ids = rows.map(({ id }) => id);
  const dayOf = await cohortsOnDay(reading, ids, on, known);
  return ({ id }) =>
    dayOf(id).balances.map(({ whereabouts: { stage, country }, since }) => {
      const arrived = (since === null ? null : dayRange(since)?.earliest) ?? NEVER;
      return { stage, country, arrived };
    });
}
