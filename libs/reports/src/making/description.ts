import type { Column } from '#formats';
import type { Answer, CausesIn, ReadModels } from '#projections';
import type { Class } from './read.js';

/** How a report is compared with itself at another moment. */
export interface Compared<Query extends object, Result extends Answer> {
  /** The fields that tell its rows apart. */
  readonly identity: readonly string[];
  /** The columns that do, where they are called otherwise than the fields. */
  readonly identityColumns?: readonly string[];
  /** Fields that grow with the days, though nothing new was recorded: they are left out. */
  readonly passing?: readonly string[];
  /** What made the difference to rows of it. */
  readonly causes: CausesIn<Query>;
  /** Where the report has several levels: the rows that are compared, and how one looks as a row of the table. */
  readonly rows?: (answer: Result) => readonly object[];
  readonly cells?: (row: any) => object;
  /** Columns that say nothing of such rows. */
  readonly without?: readonly string[];
}

/** A report, as its file describes it. */
export interface ReportDescription<Query extends object, Result extends Answer & { readonly rows: readonly object[] }> {
  /** Under `/api/v1/reports`. */
  readonly path: string;
  /** What its file is called, where that is not the path. */
  readonly name?: string;
  /** What it tells, in one sentence. */
  readonly about: string;
  /** What it is about, in a few words: `people by stage`. */
  readonly subject: string;
  readonly query: Class<Query>;
  /** @param today for what is counted up to a day, where none is asked for */
  readonly answer: (models: ReadModels, query: Query, today: string) => Promise<Result>;
  readonly columns: readonly Column[];
  /** The table's rows; left out: the answer's rows as they are. */
  readonly cells?: (answer: Result) => Iterable<object>;
  /** The column that names a row in messages. */
  readonly nameBy?: string;
  readonly compare: Compared<Query, Result>;
  /** Whether webhooks can tell that it changed: it must answer without parameters. */
  readonly watched: boolean;
}
