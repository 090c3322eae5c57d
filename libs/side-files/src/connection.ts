// An entry of its own in package.json, for threads that also run from the sources: only erasable syntax, no relative
// imports of values.
import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A connection to a side file. What is asked on every request, or written in bulk, prepares its statements on it. */
export type Connection = Database.Database;

/** Milliseconds that a statement waits for a lock that another process or thread holds. */
const BUSY_MS = 5_000;
/** What stands beside a database while it is used. */
const BESIDE = ['', '-wal', '-shm'] as const;

/**
 * Opens a side file for writing, and makes it where it does not exist: for its owner alone, and durable. What is not a property
 * of the file but of the connection has to be said at every open: an existing WAL file is otherwise reopened at NORMAL, and a
 * power cut could take back what was acknowledged.
 * @param file `:memory:` for what is forgotten at the end
 */
export function openConnection(file: string): Connection {
  const db = new Database(file, { timeout: BUSY_MS });
  try {
    if (file !== ':memory:') for (const suffix of BESIDE) forOwnerAlone(file + suffix);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a side file to be read, on a connection that can do nothing else. */
export function openForReading(file: string): Connection {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
}

function forOwnerAlone(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
