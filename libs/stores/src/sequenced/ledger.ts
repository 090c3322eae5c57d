import { setTimeout as pause } from 'node:timers/promises';
import { isCaughtUp, type EventStore, type Position, type Recorded } from '#eventsourcing';
import { KeptTree, leafHashOfText, TILE_WIDTH, type Hash, type LedgerState } from '#ledger';
import { openSideFile, readSideFile, type Connection } from '#side-files';
import type { LogLedger, RepeatedId } from '../ledger.js';
import { SqliteLedger } from '../sqlite/ledger.js';
import { indexRepeatedIds, isIdTaken, REPEATED_KEY } from '../sqlite/repeated-ids.js';
import { LEAVES_FILE } from './leaves-file.js';

/** Records that are numbered in one transaction: as many as come meanwhile, and no more than this. */
const MAX_BATCH = 1_000;

/** So long who asks for a record waits for its number, looking so often. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 10;

/** So long after it broke off, the log is followed again; longer each time. */
const AGAIN_AFTER_MS = { first: 100, most: 10_000 };

/**
 * The tree of a log whose engine keeps none: it follows the log and numbers its records, in a file of its own. A number once
 * given never changes, and no record has two. A record is known by its place in the log; its id finds the first that has it.
 */
export class SequencedLedger implements LogLedger {
  private readonly stopping = new AbortController();
  private readonly numbered: SqliteLedger;
  private readonly running: Promise<void>;
  private tree: LedgerState;
  private failure: unknown;

  private constructor(
    private readonly store: EventStore,
    private readonly db: Connection,
    tree: LedgerState,
    readOnly: boolean,
  ) {
    this.tree = tree;
    this.numbered = new SqliteLedger(db);
    this.running = readOnly ? Promise.resolve() : this.keepFollowing();
  }

  /**
   * @param file where the numbers are kept; `:memory:` for a log that is forgotten as well
   * @param readOnly leaves numbering to another process; the file must exist
   * @throws NewerFile, DamagedFile
   */
  static async open(store: EventStore, file: string, readOnly: boolean): Promise<SequencedLedger> {
    const { connection: db } = await (readOnly ? readSideFile(file, LEAVES_FILE) : openSideFile(file, LEAVES_FILE));
    try {
      return new SequencedLedger(store, db, new KeptTree(db).read(), readOnly);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  async state(): Promise<LedgerState> {
    this.refuseIfStopped();
    return this.numbered.state();
  }

  hashes(level: number, number: number, width: number): Promise<Buffer> {
    return this.numbered.hashes(level, number, width);
  }

  /** Read from the log itself, from where the first of them stands. */
  async entries(number: number, width: number): Promise<readonly Buffer[]> {
    const first = number * TILE_WIDTH;
    if ((await this.numbered.state()).size < first + width) {
      throw new RangeError(`the log has not grown to ${first + width} yet`);
    }
    const entries: Buffer[] = [];
    for await (const { canonical } of this.store.readAll(this.placeOf(first - 1), width)) {
      entries.push(Buffer.from(canonical));
    }
    if (entries.length < width) throw new RangeError(`the log no longer holds all records up to ${first + width}`);
    return entries;
  }

  /** Waits a moment for what was acknowledged and has no number yet. */
  async indexOf(eventId: string, position?: Position): Promise<number | undefined> {
    const head = await this.store.head();
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      const index = await this.numberedAt(eventId, position);
      const isLevel = head === undefined || (this.placeOf(this.tree.size - 1) ?? '') >= head;
      if (index !== undefined || isLevel || Date.now() > deadline) return index;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  isNumbered(eventId: string): Promise<boolean> {
    return this.numbered.isNumbered(eventId);
  }

  repeated(): Promise<readonly RepeatedId[]> {
    return this.numbered.repeated();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.db.close();
  }

  private async numberedAt(eventId: string, position?: Position): Promise<number | undefined> {
    const first = await this.numbered.indexOf(eventId);
    if (first === undefined || position === undefined || this.placeOf(first) === position) return first;
    const repeated = await this.numbered.repeated();
    return repeated.find(({ id, index }) => id === eventId && this.placeOf(index) === position)?.index;
  }

  private placeOf(index: number): Position | undefined {
    return this.db
      .prepare('SELECT place FROM events WHERE position = ?')
      .pluck()
      .get(index + 1) as string | undefined;
  }

  /** Whatever ends the following of the log, it is begun again where the last number was given. */
  private async keepFollowing(): Promise<void> {
    const { signal } = this.stopping;
    for (let delay = AGAIN_AFTER_MS.first; !signal.aborted; delay = Math.min(delay * 2, AGAIN_AFTER_MS.most)) {
      const started = Date.now();
      try {
        await this.follow();
      } catch (error) {
        this.failure = error;
      }
      if (Date.now() - started > AGAIN_AFTER_MS.most) delay = AGAIN_AFTER_MS.first;
      await pause(delay, undefined, { signal }).catch(() => undefined);
    }
  }

  private async follow(): Promise<void> {
    let batch: Recorded[] = [];
    const after = this.placeOf(this.tree.size - 1);
    for await (const item of this.store.follow(after, { signal: this.stopping.signal })) {
      if (!isCaughtUp(item)) batch.push(item);
      else if (batch.length === 0) this.failure = undefined;
      if (batch.length === 0 || (!isCaughtUp(item) && batch.length < MAX_BATCH)) continue;
      this.number(batch);
      this.failure = undefined;
      batch = [];
    }
  }

  private number(records: readonly Recorded[]): void {
    const insert = this.db.prepare(`INSERT INTO events (id, position, leaf, place) VALUES (unhex(?, '-'), ?, ?, ?)`);
    const leaves = records.map(({ canonical }) => leafHashOfText(canonical));
    const write = this.db.transaction(() => {
      for (const [at, { id, position }] of records.entries()) {
        const number = this.tree.size + at + 1;
        try {
          insert.run(id, number, leaves[at], position);
        } catch (error) {
          // Not every engine notices an id that stands elsewhere in its log: the record is one all the same.
          if (!isIdTaken(error)) throw error;
          this.insertRepeated(id, number, leaves[at]!, position);
        }
      }
      return new KeptTree(this.db).grow(this.tree, leaves);
    });
    this.tree = write.immediate();
  }

  private insertRepeated(id: string, number: number, leaf: Hash, place: Position): void {
    indexRepeatedIds(this.db);
    this.db
      .prepare(`INSERT INTO events (id, position, leaf, place) VALUES (${REPEATED_KEY}, ?, ?, ?)`)
      .run(id, number, number, leaf, place);
  }

  /** A tree that no longer grows must not look like one of a quiet log. */
  private refuseIfStopped(): void {
    if (this.failure !== undefined)
      throw new Error(`the log could not be numbered any further: ${messageOf(this.failure)}`, { cause: this.failure });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
