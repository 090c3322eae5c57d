import type { Position } from '#eventsourcing';
import type Database from 'better-sqlite3';
import { openReader } from './sqlite/connection.js';
import type { Table } from './table.js';
import { TABLES, type GenerationRow } from './tables.js';

/** What a column of a row holds. */
export type Value = string | number | null;

/** One row that the two generations do not have alike. */
export interface RowDifference {
  /** `missing`: only the served generation has it; `surplus`: only the rebuilt one. */
  readonly kind: 'changed' | 'missing' | 'surplus';
  readonly key: Readonly<Record<string, Value>>;
  /** The columns that differ; of a row that one of them lacks, all but the key. */
  readonly columns: readonly { readonly column: string; readonly live: Value; readonly rebuilt: Value }[];
}

export interface TableDifferences {
  readonly table: string;
  /** Rows that both have, with other values; that only the served generation has; that only the rebuilt one has. */
  readonly changed: number;
  readonly missing: number;
  readonly surplus: number;
  /** The first of them by their keys, `SHOWN` at most. */
  readonly first: readonly RowDifference[];
}

/** How a rebuilt generation differs from the one being served, both at one position of the log. */
export interface Comparison {
  readonly position: Position | null;
  /** Projections whose version has changed: their rows may well differ. */
  readonly versions: readonly { readonly projection: string; readonly live: Value; readonly rebuilt: Value }[];
  /** Tables that have other columns than before: only what both have was compared. */
  readonly reshaped: readonly string[];
  readonly rows: number;
  /** Only tables that differ. */
  readonly tables: readonly TableDifferences[];
}

/** Rows that are named of each table; all are counted. */
export const SHOWN = 20;

/**
 * Compares a rebuilt generation with the one being served, row by row, as both stand at one position.
 * @param bringTo projects into the rebuilt one up to where the served one stands, which cannot move on meanwhile here
 * @throws Error where the served one stands at a position that the log does not have
 */
export async function compareGenerations(
  served: string,
  rebuilt: string,
  bringTo: (position: Position) => Promise<void>,
): Promise<Comparison> {
  const { raw } = openReader(served);
  try {
    raw.prepare('attach ? as rebuilt').run(rebuilt);
    // A snapshot: anyone who projects into the served generation goes on undisturbed.
    raw.exec('begin');
    const live = generationIn(raw, 'main');
    if (live.checkpoint !== null) await bringTo(live.checkpoint);
    const again = generationIn(raw, 'rebuilt');
    if (again.checkpoint !== live.checkpoint) {
      throw new Error(
        `the read models being served stand at position ${live.checkpoint}, which this log does not have: they were ` +
          'built from another log, or from one that was longer. Stop the server and remove the folder of the read ' +
          'models; they are built again at the next start',
      );
    }
    const compared = Object.values(TABLES).filter(({ name }) => name !== TABLES.generation.name);
    const tables = compared.map((table) => compareTables(raw, table));
    return {
      position: live.checkpoint,
      versions: versionsThatDiffer(live, again),
      reshaped: tables.flatMap(({ table, reshaped }) => (reshaped ? [table] : [])),
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      tables: tables
        .filter(({ changed, missing, surplus }) => changed + missing + surplus > 0)
        .map(({ rows: _, reshaped: __, ...differences }) => differences),
    };
  } finally {
    raw.close();
  }
}

function generationIn(raw: Database.Database, schema: string): GenerationRow {
  return raw.prepare(`select * from ${schema}.generation`).get() as GenerationRow;
}

function versionsThatDiffer(live: GenerationRow, again: GenerationRow): Comparison['versions'] {
  const [before, after] = [live, again].map(({ versions }) => JSON.parse(versions) as Record<string, number>);
  return [...new Set([...Object.keys(before!), ...Object.keys(after!)])]
    .map((projection) => ({
      projection,
      live: before![projection] ?? null,
      rebuilt: after![projection] ?? null,
    }))
    .filter((version) => version.live !== version.rebuilt);
}

interface Compared extends TableDifferences {
  readonly rows: number;
  readonly reshaped: boolean;
}

function compareTables(raw: Database.Database, { name, columns: all, key }: Table<any>): Compared {
  const there = raw.prepare('select name from pragma_table_info(?, ?)').pluck().all(name, 'main') as string[];
  const columns = Object.keys(all).filter((column) => there.includes(column));
  const reshaped = columns.length < Object.keys(all).length || columns.length < there.length;
  const rows = raw.prepare(`select count(*) from rebuilt.${name}`).pluck().get() as number;
  const counts = { changed: 0, missing: 0, surplus: 0 };
  const first: RowDifference[] = [];
  if (key.every((column) => columns.includes(column))) {
    for (const difference of differences(raw, name, columns, key)) {
      counts[difference.kind] += 1;
      if (first.length < SHOWN) first.push(difference);
    }
  }
  return { table: name, ...counts, first, rows, reshaped };
}

function* differences(
  raw: Database.Database,
  name: string,
  columns: readonly string[],
  key: readonly string[],
): Generator<RowDifference> {
  const same = key.map((column) => `live.${column} = again.${column}`).join(' and ');
  const others = columns.filter((column) => !key.includes(column));
  const values = (of: string): string => columns.map((column) => `${of}.${column}`).join();
  const order = (of: string): string => key.map((column) => `${of}.${column}`).join();
  const differs = [`again.${key[0]!} is null`, ...others.map((column) => `live.${column} is not again.${column}`)];
  const changed = raw.prepare(
    `select ${values('live')}, ${values('again')} from main.${name} live left join rebuilt.${name} again on ${same}
     where ${differs.join(' or ')} order by ${order('live')}`,
  );
  for (const row of changed.raw().iterate() as Iterable<Value[]>) {
    yield difference(columns, key, row.slice(0, columns.length), row.slice(columns.length));
  }
  const surplus = raw.prepare(
    `select ${values('again')} from rebuilt.${name} again
     where not exists (select 1 from main.${name} live where ${same}) order by ${order('again')}`,
  );
  for (const row of surplus.raw().iterate() as Iterable<Value[]>) {
    yield difference(
      columns,
      key,
      columns.map(() => null),
      row,
    );
  }
}

function difference(
  columns: readonly string[],
  key: readonly string[],
  live: readonly Value[],
  rebuilt: readonly Value[],
): RowDifference {
  const has = (row: readonly Value[]): boolean => row[columns.indexOf(key[0]!)] !== null;
  const row = has(live) ? live : rebuilt;
  return {
    kind: !has(rebuilt) ? 'missing' : has(live) ? 'changed' : 'surplus',
    key: Object.fromEntries(key.map((column) => [column, row[columns.indexOf(column)]!])),
    columns: columns
      .map((column, index) => ({ column, live: live[index]!, rebuilt: rebuilt[index]! }))
      .filter((one) => !key.includes(one.column) && one.live !== one.rebuilt),
  };
}
