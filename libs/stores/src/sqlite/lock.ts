import Database from 'better-sqlite3';

export interface WriterLock {
  release(): void;
}

/**
 * Takes the right to write to a log. It is held as SQLite's own lock on an empty database beside the log, so the
 * operating system gives it back when its process dies, however that happens; and readers of the log never meet it.
 * @throws Error where another store, in this process or another, holds it
 */
export function lockForWriting(file: string): WriterLock {
  const db = new Database(`${file}-writer`, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
    throw new Error(`${file} is being written to by another process; open it for reading only, or stop that one`, {
      cause: error,
    });
  }
  return { release: () => db.close() };
}
