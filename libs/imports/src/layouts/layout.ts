import type { Comparison } from '../comparing/comparison.js';
import type { Opening } from '../comparing/opening.js';
import type { RowCells } from '../values/row-cells.js';
import type { Stated } from './import-step.js';

/** What can be imported. */
export const IMPORT_KINDS = ['exchanges', 'exchange-reports', 'cohorts', 'claims', 'totals'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export function isImportKind(value: unknown): value is ImportKind {
  return (IMPORT_KINDS as readonly unknown[]).includes(value);
}

/** A column of a layout: the one place from which rows are read, templates are made and docs are written. */
export interface LayoutColumn {
  /** The heading. */
  readonly name: string;
  readonly meaning: string;
  readonly example: string;
  readonly required?: boolean;
}

/** What is said of a table as a whole. */
export interface ReaderOptions {
  /** Somebody takes on the cohorts that it registers: alerts are raised about them. What was long ago is history without it. */
  readonly watch: boolean;
}

/** A kind of table. */
export interface Layout {
  readonly kind: ImportKind;
  /** What one row is. */
  readonly row: string;
  readonly columns: readonly LayoutColumn[];
  /** Headings besides `columns`, e.g. a figure for each line of an exchange; undefined where there are none. */
  readonly family?: { readonly pattern: RegExp; readonly columns: readonly LayoutColumn[] };
  /**
   * Gives the function that reads rows with these columns; undefined for a row with errors.
   * @throws Unreadable where the columns do not fit together
   */
  readonly reader: (names: readonly string[], options: ReaderOptions) => (cells: RowCells) => Stated | undefined;
  /** The model whose stream holds what a row is about. */
  readonly model: { readonly category: string };
  /** Holds a row against what is recorded; undefined where nothing is. */
  readonly compare: (stated: Stated, opening: Opening) => Comparison | undefined;
}
