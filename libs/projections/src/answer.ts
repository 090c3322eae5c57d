import type { Position } from '#eventsourcing';

/** What every answer carries: the same request at the same position gives the same answer. */
export interface Answer {
  /** The log position it was made at; null before the first event. */
  readonly position: Position | null;
  /**
   * Where it was asked for: the position up to which everything was known at that moment; null where that was before the
   * first event. What came later is in no part of the answer.
   */
  readonly knownAt?: Position | null;
}

/** A part of a list, in a stable order. */
export interface Page<Row> extends Answer {
  readonly rows: readonly Row[];
  /** Give it back as `cursor` for the rows that follow; null on the last page. */
  readonly next: string | null;
}

export interface Paging {
  /** 1 to 200; 50 where it is left out. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** The cursor was not made by this list. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

export const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

export function limitOf({ limit = DEFAULT_LIMIT }: Paging): number {
  return Math.min(Math.max(1, Math.trunc(limit)), MAX_LIMIT);
}

/** Where a page ended: the values of the columns that the list is sorted by. */
export function toCursor(list: string, values: readonly Column[]): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

/** @throws InvalidCursor for anything that `toCursor` did not make for this list */
export function fromCursor(list: string, cursor: string, columns: number): readonly Column[] {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor('the cursor cannot be read');
  }
  if (!Array.isArray(values) || values[0] !== list || values.length !== columns + 1 || !values.every(isColumn)) {
    throw new InvalidCursor('the cursor belongs to another list or another order');
  }
  return values.slice(1) as Column[];
}

type Column = string | number;

function isColumn(value: unknown): value is Column {
  return typeof value === 'string' || typeof value === 'number';
}
