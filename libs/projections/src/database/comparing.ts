import type { Position } from '#eventsourcing';
import { GenerationPair, type RowPair, type Value } from './dialect.js';
import type { Schema } from './schema.js';
import type { Table } from './table.js';
import { generation, type GenerationRow } from './tables.js';

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
  tables: Schema['tables'],
  bringTo: (position: Position) => Promise<void>,
): Promise<Comparison> {
  const pair = GenerationPair.open(served, rebuilt);
  try {
    const live = pair.live();
    if (live.checkpoint !== null) await bringTo(live.checkpoint);
    const again = pair.rebuilt();
    if (again.checkpoint !== live.checkpoint) {
      throw new Error(
        `the read models being served stand at position ${live.checkpoint}, which this log does not have: they were ` +
          'built from another log, or from one that was longer. Stop the server and remove the folder of the read ' +
          'models; they are built again at the next start',
      );
    }
    const compared = Object.values<Table<any>>(tables)
      .filter(({ name }) => name !== generation.name)
      .map((table) => compareTables(pair, table));
    return {
      position: live.checkpoint,
      versions: versionsThatDiffer(live, again),
      reshaped: compared.flatMap(({ table, reshaped }) => (reshaped ? [table] : [])),
      rows: compared.reduce((sum, { rows }) => sum + rows, 0),
      tables: compared
        .filter(({ changed, missing, surplus }) => changed + missing + surplus > 0)
        .map(({ rows: _, reshaped: __, ...differences }) => differences),
    };
  } finally {
    pair.close();
  }
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

function compareTables(pair: GenerationPair, table: Table<any>): Compared {
  const { name, columns: all, key } = table;
  const there = pair.columnsServed(table);
  const columns = Object.keys(all).filter((column) => there.includes(column));
  const reshaped = columns.length < Object.keys(all).length || columns.length < there.length;
  const counts = { changed: 0, missing: 0, surplus: 0 };
  const first: RowDifference[] = [];
  if (key.every((column) => columns.includes(column))) {
    for (const rows of pair.differences(table, columns)) {
      const kind = kindOf(rows);
      counts[kind] += 1;
      if (first.length < SHOWN) first.push({ kind, ...difference(columns, key, rows) });
    }
  }
  return { table: name, ...counts, first, rows: pair.rows(table), reshaped };
}

function kindOf({ live, rebuilt }: RowPair): RowDifference['kind'] {
  if (rebuilt === null) return 'missing';
  return live === null ? 'surplus' : 'changed';
}

function difference(
  columns: readonly string[],
  key: readonly string[],
  { live, rebuilt }: RowPair,
): Omit<RowDifference, 'kind'> {
  const row = (live ?? rebuilt)!;
  return {
    key: Object.fromEntries(key.map((column) => [column, row[columns.indexOf(column)]!])),
    columns: columns
      .map((column, index) => ({ column, live: live?.[index] ?? null, rebuilt: rebuilt?.[index] ?? null }))
      .filter((one) => !key.includes(one.column) && one.live !== one.rebuilt),
  };
}
