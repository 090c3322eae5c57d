import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { GenerationRow, Tables } from '../tables.js';

const BUSY_TIMEOUT = 5_000;

/** A connection that writes. Read models can be made again from the log, so a commit need not wait for the disk. */
export function openWriter(file: string): Connection {
  const raw = new Database(file, { timeout: BUSY_TIMEOUT });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = NORMAL');
  // A checkpoint syncs, and the log waits for the same disk: at 64 MiB they are few, and write a page that changed often once.
  raw.pragma('wal_autocheckpoint = 16000');
  raw.pragma('cache_size = -32768');
  return new Connection(raw);
}

/** A connection that fills a new file nobody reads yet: what a crash leaves of it is thrown away. */
export function openBuilder(file: string): Connection {
  const raw = new Database(file, { timeout: BUSY_TIMEOUT });
  raw.pragma('journal_mode = OFF');
  raw.pragma('synchronous = OFF');
  raw.pragma('locking_mode = EXCLUSIVE');
  // Making the indexes sorts in as much memory once more.
  raw.pragma('cache_size = -16384');
  return new Connection(raw);
}

/** @throws Error with the code `SQLITE_CANTOPEN` where the file is gone */
export function openReader(file: string): Connection {
  const raw = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  raw.pragma('cache_size = -32768');
  raw.pragma('mmap_size = 1073741824');
  return new Connection(raw);
}

/** One connection to a generation's file, and Kysely over it. Only one thread has it, and its statements wait for the file. */
export class Connection {
  readonly db: Kysely<Tables>;
  private looking: Database.Statement<[], GenerationRow> | undefined;

  /** @param raw for this folder alone */
  constructor(readonly raw: Database.Database) {
    this.db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) });
  }

  /** What the generation says of itself, as this connection sees it now. */
  generation(): GenerationRow {
    this.looking ??= this.raw.prepare('select * from generation');
    const row = this.looking.get();
    if (row === undefined) throw new Error('no such table: generation');
    return row;
  }

  /** Begins a transaction that no other writer can begin beside it. */
  begin(): void {
    this.raw.exec('begin immediate');
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }

  commit(): void {
    this.raw.exec('commit');
  }

  rollBack(): void {
    this.raw.exec('rollback');
  }

  /** May be called again. */
  close(): void {
    this.raw.close();
  }
}

/** Whether an error says that the file is not what SQLite wrote: pages were changed or lost. */
export function isDamage(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^SQLITE_(?:CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ)/.test(code);
}

/** Whether an error says that a file does not hold the tables that every generation has: it was emptied, or is another's. */
export function lacksTables(error: unknown): boolean {
  return error instanceof Error && /no such table: generation/.test(error.message);
}
