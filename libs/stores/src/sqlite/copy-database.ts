import Database from 'better-sqlite3';

/** Pages copied at a time: anyone who shows progress, or wants to stop, comes in between. */
const PAGES = 4_000;

/**
 * Copies a SQLite database as it stands at one moment, while other processes go on writing to it (SQLite's backup API). The
 * copy is one file, without a write-ahead log beside it.
 * @param onProgress told how many of how many pages are copied
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    // Within one snapshot: a backup begins again whenever it sees that somebody has written in between.
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages - remainingPages, totalPages);
        return PAGES;
      },
    });
  } finally {
    source.close();
  }
  const copy = new Database(to, { timeout: 5_000 });
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** What SQLite finds wrong with a database's file; undefined for a sound one. */
export function faultOf(file: string): string | undefined {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const [first] = database.pragma('quick_check(1)') as readonly { readonly quick_check: string }[];
      return first?.quick_check === 'ok' ? undefined : (first?.quick_check ?? 'it cannot be checked');
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
