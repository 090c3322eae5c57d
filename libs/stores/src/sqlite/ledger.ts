import type Database from 'better-sqlite3';
import type { Position } from '#eventsourcing';
import { HASH_BYTES, stateFrom, TILE_WIDTH, type LedgerState } from '#ledger';
import type { LogLedger, RepeatedId } from '../ledger.js';
import { repeatedIds } from './repeated-ids.js';

/**
 * The tree that the writing thread keeps in each append's own transaction: leaf hashes stand beside their records, and the
 * hashes of full tiles above them in tiles of their own.
 */
export class SqliteLedger implements LogLedger {
  private readonly tree: Database.Statement;
  private readonly leaves: Database.Statement;
  private readonly tile: Database.Statement;
  private readonly records: Database.Statement;
  private readonly place: Database.Statement;

  /** @param reader stays open for as long as this is used, and is closed with it where `close` says so */
  constructor(
    private readonly reader: Database.Database,
    private readonly closing: () => void = () => undefined,
  ) {
    this.tree = reader.prepare('SELECT size, edge FROM ledger_state').raw();
    this.leaves = reader
      .prepare('SELECT leaf FROM events WHERE position > ? AND position <= ? ORDER BY position')
      .pluck();
    this.tile = reader.prepare('SELECT hashes FROM ledger_tiles WHERE level = ? AND number = ?').pluck();
    this.records = reader
      .prepare('SELECT record FROM events WHERE position > ? AND position <= ? ORDER BY position')
      .pluck();
    this.place = reader.prepare(`SELECT position - 1 FROM events WHERE id = unhex(?, '-')`).pluck();
  }

  async state(): Promise<LedgerState> {
    const [size, edge] = this.tree.get() as [number, Buffer];
    return stateFrom(size, edge);
  }

  async hashes(level: number, number: number, width: number): Promise<Buffer> {
    if (level > 0) {
      const hashes = (this.tile.get(level, number) as Buffer | undefined) ?? Buffer.alloc(0);
      return whole(hashes, width, number).subarray(0, width * HASH_BYTES);
    }
    return whole(Buffer.concat(this.part(this.leaves, number, width) as Buffer[]), width, number);
  }

  async entries(number: number, width: number): Promise<readonly Buffer[]> {
    const records = this.part(this.records, number, width) as string[];
    if (records.length < width) throw notGrown(number, width);
    return records.map((record) => Buffer.from(record));
  }

  async indexOf(eventId: string, position?: Position): Promise<number | undefined> {
    const first = this.place.get(eventId) as number | undefined;
    if (first === undefined || position === undefined || first + 1 === Number(position)) return first;
    return repeatedIds(this.reader).find(({ id, index }) => id === eventId && index + 1 === Number(position))?.index;
  }

  async isNumbered(eventId: string): Promise<boolean> {
    return this.place.get(eventId) !== undefined;
  }

  async repeated(): Promise<readonly RepeatedId[]> {
    return repeatedIds(this.reader);
  }

  async close(): Promise<void> {
    this.closing();
  }

  /** Positions count from 1 without gaps, leaves from 0. */
  private part(statement: Database.Statement, number: number, width: number): unknown[] {
    const first = number * TILE_WIDTH;
    return statement.all(first, first + width);
  }
}

function whole(hashes: Buffer, width: number, number: number): Buffer {
  if (hashes.length < width * HASH_BYTES) throw notGrown(number, width);
  return hashes;
}

function notGrown(number: number, width: number): RangeError {
  return new RangeError(`the log has not grown to ${number * TILE_WIDTH + width} at that level yet`);
}
