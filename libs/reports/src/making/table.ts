import type { Column, Row } from '#formats';
import type { Answer } from '#projections';

/** How the answers to a query look as a table: the one description of its columns, for every format. */
export interface ReportTable<Result extends Answer = any> {
  /** What the file is called, without its ending: `cohorts`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** The rows of an answer; of a list, those of one page. */
  readonly rows: (answer: Result) => Iterable<Row>;
  /** Names a row in messages. */
  readonly nameOf?: (row: Row) => string;
}

interface TableDescription<Result> extends Pick<ReportTable, 'name' | 'columns'> {
  /** The table's rows; left out: the answer's rows as they are. */
  readonly cells?: (answer: Result) => Iterable<object>;
  /** The column that names a row in messages. */
  readonly nameBy?: string;
}

/** Makes a table of its description. */
export function tableOf<Result extends Answer>(description: TableDescription<Result>): ReportTable<Result> {
  const { name, columns, cells = rowsOf, nameBy } = description;
  return {
    name,
    columns,
    rows: cells as (answer: Result) => Iterable<Row>,
    ...(nameBy !== undefined && { nameOf: (row: Row) => String(row[nameBy]) }),
  };
}

function rowsOf(answer: object): Iterable<object> {
  return (answer as { readonly rows: Iterable<object> }).rows;
}
