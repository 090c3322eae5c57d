import type { Table } from './table.js';

/** A cell that could not be shown. */
export interface Failure {
  /** From 1, headings not counted. */
  readonly row: number;
  /** What the row is called, where the table says so. */
  readonly name: string | null;
  readonly column: string;
  readonly detail: string;
}

/** What a file holds, so that its reader can tell that it is whole. */
export interface Manifest {
  readonly rows: number;
  readonly facts: Table['facts'];
  /** Of the file's bytes, in lower-case hex. */
  readonly sha256: string;
  /** Rows whose figure has no number, by column: what a sum in a spreadsheet leaves out without a word. */
  readonly withoutNumber: Readonly<Record<string, number>>;
  /** How many cells could not be shown, and the first hundred of them. */
  readonly failed: number;
  readonly failures: readonly Failure[];
}

/** A table as a file that is made while it is read. */
export interface Rendered {
  readonly mediaType: string;
  /** To be read once. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Known once the last chunk is read; rejects where reading the rows failed. */
  readonly manifest: Promise<Manifest>;
}
