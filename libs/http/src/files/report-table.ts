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
