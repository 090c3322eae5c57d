import type Database from 'better-sqlite3';
import type { RepeatedId } from '../ledger.js';

/**
 * An id that stands in the log a second time, as the key of its row: followed by the row's own number, so that its 16 bytes
 * alone find the first record that has it, and the key is still unique. Takes the id and the number.
 */
export const REPEATED_KEY = `unhex(? || printf('%016x', ?), '-')`;

/** Made with the first of them, so that a log without any pays nothing. */
const INDEX = 'CREATE INDEX IF NOT EXISTS repeated_ids ON events (position) WHERE length(id) > 16';

const IS_INDEXED = `SELECT 1 FROM sqlite_schema WHERE name = 'repeated_ids'`;
const REPEATED = 'SELECT position - 1, hex(substr(id, 1, 16)) FROM events WHERE length(id) > 16 ORDER BY position';

/** Whether the index over the ids has refused a record, as its id stands in the log already. */
export function isIdTaken(error: unknown): boolean {
  const { code, message } = error as Error & { readonly code?: string };
  return code === 'SQLITE_CONSTRAINT_UNIQUE' && message.includes('events.id');
}

/** Makes ready to find what stands twice; within the transaction that writes it. */
export function indexRepeatedIds(db: Database.Database): void {
  db.exec(INDEX);
}

/** The records whose id stands before them, in order. */
export function repeatedIds(db: Database.Database): readonly RepeatedId[] {
  if (db.prepare(IS_INDEXED).get() === undefined) return [];
  return (db.prepare(REPEATED).raw().all() as [number, string][]).map(([index, hex]) => ({ index, id: uuidOf(hex) }));
}

function uuidOf(hex: string): string {
  return hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
