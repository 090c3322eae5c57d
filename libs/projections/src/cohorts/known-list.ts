import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import { fromCursor, limitOf, toCursor } from '../answer.js';
import { BEFORE_ALL } from '../clocks/known.js';
import type { Reading } from '../database/reading.js';
import type { Order } from '../page.js';
import { peopledInOrder } from './balances.js';
import { arePresent, isAskedFor } from './cohort-filter.js';
import type { CohortQuery } from './cohort-query.js';
import { foldedFrom, type CohortRow } from './cohort-row.js';
import { cohortsKnown, everRenamed } from './known-cohorts.js';
import { cohortsOnDay } from './on-a-day.js';

/** Cohorts folded at a time, until a page is full. */
const STEP = 100;

/**
 * A page of cohorts as they were known at a moment, or on a day, by the same filters and in the same order as they stand.
 * @param moment left out: what is known now, of a day
 */
export async function cohortPageKnown(
  reading: Reading,
  query: CohortQuery,
  order: Order,
  moment: Position | undefined,
): Promise<{ readonly rows: readonly CohortRow[]; readonly next: string | null }> {
  const known = moment ?? reading.position ?? BEFORE_ALL;
  const limit = limitOf(query);
  const after = query.cursor === undefined ? undefined : fromCursor(order.list, query.cursor, order.columns.length);
  const found: CohortRow[] = [];
  for await (const step of candidates(reading, query, order, known, after)) {
    const rows = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', step).execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const inOrder = step.map((id) => byId.get(id)!);
    const then = (await cohortsKnown(reading, inOrder, known)).filter((row) => isAskedFor(row, query));
    found.push(...(await amongThosePresent(reading, then, query, moment)));
    if (found.length > limit) break;
  }
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1)! : undefined;
  const next =
    last &&
    toCursor(
      order.list,
      order.columns.map((column) => last[column as 'id']),
    );
  return { rows, next: next ?? null };
}

type Key = readonly (string | number)[];

/** Ids in the order of the list, some at a time, of cohorts that were registered by then and come after the page before. */
async function* candidates(
  reading: Reading,
  { category, powerOfOrigin }: CohortQuery,
  { columns, descending }: Order,
  known: Position,
  after: Key | undefined,
): AsyncGenerator<readonly string[]> {
  // Only a new registration changes any of these: what it was before is looked at when it is folded.
  const again = sql<boolean>`registered_at > ${known}`;
  let select = reading.db.selectFrom('cohorts').select(['id', 'name', 'registered_at']).where('opened_at', '<=', known);
  if (category) select = select.where((eb) => eb.or([again, eb('category', '=', category)]));
  if (powerOfOrigin) select = select.where((eb) => eb.or([again, eb('power_of_origin', '=', powerOfOrigin)]));
  if (columns[0] === 'id') {
    const inOrder = select.orderBy('id', descending ? 'desc' : 'asc').limit(STEP);
    for (let last = after?.[0]; ;) {
      const rest = last === undefined ? inOrder : inOrder.where('id', descending ? '<' : '>', String(last));
      const ids = (await rest.execute()).map(({ id }) => id);
      if (ids.length === 0) return;
      yield ids;
      last = ids.at(-1);
    }
  }
  const rows = await select.execute();
  const keys = await keysOf(reading, rows, columns, known);
  const order = (a: Key, b: Key): number => (descending ? comes(b, a) : comes(a, b));
  const rest = rows
    .map(({ id }) => ({ id, key: keys(id) }))
    .filter(({ key }) => after === undefined || order(key, after) > 0)
    .sort((a, b) => order(a.key, b.key));
  for (let next = 0; next < rest.length; next += STEP) yield rest.slice(next, next + STEP).map(({ id }) => id);
}

/** What the list is sorted by, as it was then. */
async function keysOf(
  reading: Reading,
  rows: readonly Pick<CohortRow, 'id' | 'name' | 'registered_at'>[],
  columns: readonly string[],
  known: Position,
): Promise<(id: string) => readonly string[]> {
  if (columns[0] === 'id') return (id) => [id];
  if (columns[0] === 'name') {
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    const other = await everRenamed(reading);
    const again = rows.filter(({ id, registered_at }) => registered_at > known || other.has(id)).map(({ id }) => id);
    const registered = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', again).execute();
    for (const { id, name } of await cohortsKnown(reading, registered, known)) names.set(id, name);
    return (id) => [names.get(id)!, id];
  }
  const newest = await reading.db
    .selectFrom('entries')
    .select((eb) => ['stream', eb.fn.max('position').as('position')])
    .where('stream', '>=', 'cohort-')
    .where('stream', '<', 'cohort.')
    .where('position', '<=', known)
    .groupBy('stream')
    .execute();
  const positions = new Map(newest.map(({ stream, position }) => [stream, position as string]));
  return (id) => [positions.get(`cohort-${id}`)!];
}

function comes(a: Key, b: Key): number {
  const differs = a.findIndex((value, index) => value !== b[index]);
  return differs < 0 ? 0 : a[differs]! < b[differs]! ? -1 : 1;
}

/** Those with people in the stage and country that are asked for: at that moment or, with `on`, that day. */
async function amongThosePresent(
  reading: Reading,
  rows: readonly CohortRow[],
  query: CohortQuery,
  known: Position | undefined,
): Promise<readonly CohortRow[]> {
  const { stage, country, on } = query;
  if (stage === undefined && country === undefined) return rows;
  const ids = rows.map(({ id }) => id);
  const dayOf = on === undefined ? undefined : await cohortsOnDay(reading, ids, on, known);
  return rows.filter((row) => {
    const balances = dayOf?.(row.id).balances ?? peopledInOrder(foldedFrom(row).state.accounts);
    return arePresent(
      query,
      balances.map(({ whereabouts }) => whereabouts),
    );
  });
}
