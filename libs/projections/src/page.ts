import { sql, type SelectQueryBuilder } from 'kysely';
import { fromCursor, limitOf, toCursor, type Paging } from './answer.js';
import type { Tables } from './database/tables.js';

/** How a list is sorted. */
export interface Order {
  /** What the cursors are good for: the list and its order. */
  readonly list: string;
  /** The last one differs from row to row, so that a page ends at one place. */
  readonly columns: readonly string[];
  readonly descending: boolean;
}

/** The order that a `sort` parameter names; a leading `-` turns it round. */
export function orderOf(list: string, sort: string, orders: Readonly<Record<string, readonly string[]>>): Order {
  return { list: `${list} ${sort}`, columns: orders[sort.replace('-', '')]!, descending: sort.startsWith('-') };
}

/** A page of rows: those after the cursor, found by an index over the order's columns. @throws InvalidCursor */
export async function pageOf<Table extends keyof Tables, Row extends object>(
  select: SelectQueryBuilder<Tables, Table, Row>,
  { list, columns, descending }: Order,
  paging: Paging,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const limit = limitOf(paging);
  let query = select;
  if (paging.cursor !== undefined) {
    const after = fromCursor(list, paging.cursor, columns.length);
    const names = sql.join(columns.map((column) => sql.ref(column)));
    query = query.where(sql<boolean>`(${names}) ${sql.raw(descending ? '<' : '>')} (${sql.join([...after])})`);
  }
  for (const column of columns) query = query.orderBy(sql.ref(column), descending ? 'desc' : 'asc');
  const found = await query.limit(limit + 1).execute();
  const rows = found.slice(0, limit);
  const last = found.length > limit ? (rows.at(-1) as Record<string, string>) : undefined;
  return {
    rows,
    next: last
      ? toCursor(
          list,
          columns.map((column) => last[column]!),
        )
      : null,
  };
}
