import Database from 'better-sqlite3';
import type { EventStore } from '#eventsourcing';
import type { LogLedger } from './ledger.js';
import { SequencedLedger } from './sequenced/ledger.js';
import { SqliteLedger } from './sqlite/ledger.js';

/**
 * Opens the Merkle tree over a log. A SQLite log keeps it in its own file; of every other log the records are numbered in
 * `file`, which is made where it does not exist.
 * @param address as `openEventStore` took it
 * @param readOnly leaves numbering to another process, which has done it so far
 */
export async function openLedger(
  address: string,
  store: EventStore,
  file: string,
  { readOnly = false } = {},
): Promise<LogLedger> {
  if (!address.startsWith('sqlite:')) {
    return SequencedLedger.open(store, address === 'memory' ? ':memory:' : file, readOnly);
  }
  const reader = new Database(address.slice('sqlite:'.length), { readonly: true, fileMustExist: true });
  try {
    return new SqliteLedger(reader, () => reader.close());
  } catch (error) {
    reader.close();
    throw error;
  }
}
