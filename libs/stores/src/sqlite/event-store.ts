import { setImmediate as macrotask } from 'node:timers/promises';
import Database from 'better-sqlite3';
import {
  follow,
  fromCanonical,
  RecordAltered,
  Signal,
  StoreUnavailable,
  type Appended,
  type Cancellable,
  type CaughtUp,
  type EventStore,
  type Position,
  type Recorded,
  type Write,
} from '#eventsourcing';
import { leafHashOfText } from '#ledger/growth';
import { prepare } from '../writes.js';
import { lockForWriting, type WriterLock } from './lock.js';
import { Writer } from './writer.js';
import type { Settings } from './writer.worker.js';

export interface SqliteOptions {
  /** Leaves writing to another process. The file must exist. */
  readonly readOnly?: boolean;
  /** Milliseconds to wait for a lock that another connection holds. */
  readonly busyTimeout?: number;
  /** MiB of memory for the pages of the writing thread, used only as the log grows. */
  readonly cacheMiB?: number;
  /** Takes an id that stands elsewhere in the log: only for copying a log that has one twice, record by record. */
  readonly takesRepeatedIds?: boolean;
}

type Row = readonly [position: number, leaf: Buffer, record: string];

const PAGE = 1_000;
/** At 3 million events the unique indexes are some 150 MB. */
const CACHE_MIB = 256;
/** Milliseconds until what another process appended is noticed. */
const POLL_EVERY = 100;

/** The default log: one SQLite file, written by one thread of one process, read by any. */
export class SqliteEventStore implements EventStore {
  private readonly closing = new AbortController();
  private readonly changes: Signal;
  private readonly streamKey: Database.Statement;
  private readonly streamPage: Database.Statement;
  private readonly logPage: Database.Statement;
  private readonly newest: Database.Statement;
  private readonly filed: Database.Statement;
  private closed: Promise<void> | undefined;

  private constructor(
    private readonly reader: Database.Database,
    private readonly writing?: { readonly lock: WriterLock; readonly writer: Writer; readonly settings: Settings },
  ) {
    this.streamPage = reader
      .prepare('SELECT position, leaf, record FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?')
      .raw();
    this.streamKey = reader.prepare('SELECT key FROM streams WHERE name = ?').pluck();
    this.logPage = reader
      .prepare('SELECT position, leaf, record FROM events WHERE position > ? ORDER BY position LIMIT ?')
      .raw();
    this.filed = reader
      .prepare('SELECT name, revision FROM events LEFT JOIN streams ON key = stream WHERE position = ?')
      .raw();
    this.newest = reader.prepare('SELECT max(position) FROM events').pluck();
    const dataVersion = reader.prepare('PRAGMA data_version').pluck();
    this.changes = new Signal({ mark: () => dataVersion.get() as number, every: POLL_EVERY });
  }

  /**
   * Opens a log, and makes it where it does not exist yet.
   * @throws Error where another process writes to it, or the file is no log of ours
   */
  static async open(
    file: string,
    { readOnly = false, busyTimeout = 5_000, cacheMiB = CACHE_MIB, takesRepeatedIds = false }: SqliteOptions = {},
  ): Promise<SqliteEventStore> {
    if (readOnly) return new SqliteEventStore(openReader(file, busyTimeout, false));
    const lock = lockForWriting(file);
    try {
      const { writer, settings } = await Writer.start({ file, busyTimeout, cacheMiB, takesRepeatedIds });
      return new SqliteEventStore(openReader(file, busyTimeout, true), { lock, writer, settings });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** What the writing connection is set to; undefined where the log is open for reading only. */
  get settings(): Settings | undefined {
    return this.writing?.settings;
  }

  async append(writes: readonly Write[], { signal }: Cancellable = {}): Promise<Appended> {
    signal?.throwIfAborted();
    if (this.writing === undefined) throw new Error('the log is open for reading only');
    const prepared = prepare(writes);
    const position = await this.writing.writer.append(prepared);
    this.changes.raise();
    return {
      position: toPosition(position),
      revisions: prepared.map(({ expected, ids }) => expected + ids.length),
    };
  }

  async *read(stream: string, from = 0): AsyncGenerator<Recorded> {
    const key = ask(() => this.streamKey.get(stream));
    if (key === undefined) return;
    for (let next = from; ; next += PAGE) {
      const rows = ask(() => this.streamPage.all(key, next, PAGE) as Row[]);
      for (const [index, row] of rows.entries()) {
        const record = this.recorded(row);
        // Filed under another stream, or with one before it taken out.
        if (record.revision !== next + index || record.stream !== stream) throw this.altered(row[0]);
        yield record;
      }
      if (rows.length < PAGE) return;
      await macrotask();
    }
  }

  async *readAll(after?: Position, limit = Infinity): AsyncGenerator<Recorded> {
    let last = Number(after ?? 0);
    for (let left = limit; left > 0; left -= PAGE) {
      const asked = Math.min(left, PAGE);
      const rows = ask(() => this.logPage.all(last, asked) as Row[]);
      for (const row of rows) yield this.next(row, last++);
      if (rows.length < asked) return;
      await macrotask();
    }
  }

  follow(after?: Position, { signal }: Cancellable = {}): AsyncIterable<Recorded | CaughtUp> {
    let seen = NaN;
    const page = async (position: Position | undefined, limit: number): Promise<Recorded[]> => {
      seen = this.changes.mark();
      const rows = ask(() => this.logPage.all(Number(position ?? 0), limit) as Row[]);
      // Reading does not wait for anything: without this, catching up would let nobody else in.
      if (rows.length === limit) await macrotask();
      return rows.map((row, index) => this.next(row, Number(position ?? 0) + index));
    };
    const stopped = signal === undefined ? this.closing.signal : AbortSignal.any([signal, this.closing.signal]);
    return follow({ page, changed: (stop) => this.changes.changed(seen, stop) }, after, { signal: stopped });
  }

  async head(): Promise<Position | undefined> {
    const position = ask(() => this.newest.get() as number | null);
    return position === null ? undefined : toPosition(position);
  }

  /** Ends what follows the log, finishes the appends under way, and gives the log free. */
  close(): Promise<void> {
    this.closed ??= this.finish();
    return this.closed;
  }

  /** The record at the next position of the log: there is one at each. */
  private next(row: Row, last: number): Recorded {
    if (row[0] !== last + 1) throw this.altered(last + 1);
    return this.recorded(row);
  }

  /** A record, if it is the one whose hash went into the log's tree with it. */
  private recorded([position, leaf, record]: Row): Recorded {
    if (typeof record !== 'string' || !leafHashOfText(record).equals(leaf)) throw this.altered(position);
    return fromCanonical(toPosition(position), record);
  }

  private altered(position: number): RecordAltered {
    const [stream, revision] = (ask(() => this.filed.get(position)) as [string | null, number] | undefined) ?? [];
    return new RecordAltered({
      stream: stream ?? 'unknown',
      revision: revision ?? -1,
      position: toPosition(position),
    });
  }

  private async finish(): Promise<void> {
    this.closing.abort();
    // Before the writer: anyone who closes last folds the write-ahead log into the file, and a reader cannot.
    this.reader.close();
    await this.writing?.writer.close();
    this.writing?.lock.release();
  }
}

function openReader(file: string, timeout: number, mapped: boolean): Database.Database {
  const reader = new Database(file, { readonly: true, fileMustExist: true, timeout });
  // Mapped pages are shared with the system's cache instead of being copied: good for streams read here and there. Who
  // only reads the log from one end to the other would hold all of it in memory, and gain nothing.
  reader.pragma(`cache_size = ${mapped ? -65_536 : -8_192}`);
  reader.pragma(`mmap_size = ${mapped ? 1_073_741_824 : 0}`);
  return reader;
}

/** What stops a read is circumstance: a lock, a disk, a connection closed meanwhile. */
function ask<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw new StoreUnavailable(`the log cannot be read: ${String(error)}`, { cause: error });
  }
}

function toPosition(position: number): Position {
  return String(position).padStart(16, '0');
}
