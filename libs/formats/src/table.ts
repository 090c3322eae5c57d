import type { Vocabulary } from './labels/labels.js';
import type { Language } from './labels/language.js';

/**
 * What a column holds. `null` is an empty cell, and of a figure "not stated"; a figure that a row lacks altogether is no figure
 * at all: nothing is meant to stand there.
 */
export type ColumnKind =
  /** Free text. */
  | 'text'
  /** A code; with `names`, its name stands in a column of its own beside it. */
  | 'code'
  /** Several codes or texts in one cell. */
  | 'list'
  /** A whole number that is not a count of people: days, a revision. */
  | 'whole'
  /** An EDTF date. */
  | 'date'
  /** A figure of people: in words, and as bounds and estimate to calculate with. */
  | 'figure';

export interface Column {
  /** The row's member, and the machine's name of the column. */
  readonly key: string;
  /** In English, and in other languages. */
  readonly title: string;
  readonly titles?: Readonly<Partial<Record<Language, string>>>;
  readonly kind: ColumnKind;
  /** Humanitarian Exchange Language hashtag, e.g. `#affected` or `#country+code+origin`. */
  readonly hxl?: string;
  readonly names?: Vocabulary;
  /** Of a figure that adds others up: the row says `estimate`, `withoutEstimate`, `notStated` and `withheld` of it. */
  readonly sum?: true;
}

export type Row = Readonly<Record<string, unknown>>;

/** A report as rows that come one by one. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
  /** What the rows were read by: the log position first of all. The same facts give the same bytes. */
  readonly facts: { readonly position: string | null } & Readonly<Record<string, string | null>>;
  /** Names a row in messages; left out: its number. */
  readonly nameOf?: (row: Row) => string;
}
