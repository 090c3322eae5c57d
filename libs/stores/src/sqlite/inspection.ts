import { setImmediate as macrotask } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** What is wrong with a log's file although its records are good. */
export type Defect =
  /** Said by the engine of its own file, or by the number of its rows. */
  | { readonly kind: 'damaged'; readonly problem: string }
  /** The row of this record, counted from 0, has another stream, revision or id than the record says. */
  | { readonly kind: 'misfiled'; readonly index: number };

const PAGE = 10_000;

/** Selects the index of the first record after one position and up to another that is filed otherwise than it says. */
const MISFILED = `
  SELECT position - 1 FROM events LEFT JOIN streams ON key = stream
  WHERE position > ? AND position <= ? AND (
    substr(id, 1, 16) IS NOT unhex(json_extract(record, '$.id'), '-') OR
    name IS NOT json_extract(record, '$.stream') OR
    revision IS NOT json_extract(record, '$.revision'))
  ORDER BY position LIMIT 1`;

/** One statement sees one state of the file, also while a server writes. */
const COUNTS = 'SELECT (SELECT count(*) FROM events), (SELECT size FROM ledger_state)';

/** Whether an error says that a file is not what the engine wrote, and not that it is busy or cannot be opened. */
export function isDamage(error: unknown): error is Error {
  // By its code and not by its class: the engine's add-on knows the class of anyone who loaded it first.
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^SQLITE_(?:CORRUPT|NOTADB|FORMAT|ERROR)/.test(code);
}

/**
 * Looks for what the tree does not show, as it is made of the records alone: an index that does not fit its table, rows that
 * the tree does not count, a record that is found under another stream than it says. Reads only, also beside a server.
 * @param size records that are good, by the tree
 * @param misfiledAmong what `MISFILED` is, of a file that is no log of events
 * @returns the first defect; undefined for none
 */
export async function inspectSqliteLog(
  file: string,
  size: number,
  misfiledAmong = MISFILED,
): Promise<Defect | undefined> {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const [said] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (said?.integrity_check !== 'ok') return damaged(said?.integrity_check ?? 'no answer');
    const misfiled = db.prepare(misfiledAmong).pluck();
    for (let from = 0; from < size; from += PAGE) {
      const index = misfiled.get(from, Math.min(size, from + PAGE)) as number | undefined;
      if (index !== undefined) return { kind: 'misfiled', index };
      await macrotask();
    }
    const [rows, counted] = db.prepare(COUNTS).raw().get() as [number, number];
    return rows === counted ? undefined : damaged(`it holds ${rows} records, and its tree counts ${counted}`);
  } catch (error) {
    if (isDamage(error)) return damaged(error.message);
    throw error;
  } finally {
    db.close();
  }
}

function damaged(problem: string): Defect {
  return { kind: 'damaged', problem };
}
