/** What a column holds. Days are `YYYY-MM-DD`, instants RFC 3339 in UTC, truths 0 or 1, lists and objects JSON. */
export type ColumnType = 'text' | 'integer';

type Column<Row> = keyof Row & string;

/** Columns that are looked up together. Made at the end where a new generation is built. */
export interface Index<Row> {
  readonly columns: readonly Column<Row>[];
  /** Only rows where this column is not null: most rows of a large table need no entry. */
  readonly whereSet?: Column<Row>;
}

/** A table of the read database, said once: made, filled and looked up by this. */
export interface Table<Row extends object> {
  readonly name: string;
  readonly columns: { readonly [Name in Column<Row>]: ColumnType };
  readonly key: readonly Column<Row>[];
  /** Null in every new row: only `update` sets them. */
  readonly later?: readonly Column<Row>[];
  readonly indexes?: readonly Index<Row>[];
}

/** Names the columns of a table; a column that the row has and the table forgets does not compile. */
export function table<Row extends object>(definition: Table<Row>): Table<Row> {
  return definition;
}
