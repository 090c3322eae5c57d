// Imported by threads that write a log, which also run from the sources: only erasable syntax, no relative imports of
// values.
import { edgeToBytes, grow, stateFrom, TILE_WIDTH, type Hash, type LedgerState } from '#ledger/growth';

/** What is needed of a connection to a SQLite database. */
interface Connection {
  prepare(sql: string): { run(...values: unknown[]): unknown; get(...values: unknown[]): unknown };
}

/** The tables of a tree beside the records of a log. Leaf hashes stand with their records. */
export const TREE_TABLES = `
  CREATE TABLE ledger_tiles (level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, number)) STRICT;
  CREATE TABLE ledger_state (id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, edge BLOB NOT NULL) STRICT;
  INSERT INTO ledger_state VALUES (1, 0, x'');`;

/** A tree that is kept in its records' own database, and grows in their own transaction: neither is there without the other. */
export class KeptTree {
  private readonly stored;
  private readonly store;
  private readonly storeHash;

  constructor(db: Connection) {
    this.stored = db.prepare('SELECT size, edge FROM ledger_state');
    this.store = db.prepare('UPDATE ledger_state SET size = ?, edge = ?');
    this.storeHash = db.prepare(
      `INSERT INTO ledger_tiles (level, number, hashes) VALUES (?, ?, ?)
       ON CONFLICT (level, number) DO UPDATE SET hashes = CAST(hashes || excluded.hashes AS BLOB)`,
    );
  }

  /** @throws RangeError where its size and its edge do not fit */
  read(): LedgerState {
    const { size, edge } = this.stored.get() as { readonly size: number; readonly edge: Uint8Array };
    return stateFrom(size, edge);
  }

  /**
   * Appends leaf hashes, within the transaction that is under way.
   * @param from the tree as it is stored
   * @returns the tree as it then is
   */
  grow(from: LedgerState, leaves: readonly Hash[]): LedgerState {
    const { state, hashes } = grow(from, leaves);
    this.store.run(state.size, edgeToBytes(state));
    for (const { level, index, hash } of hashes) {
      // Those of level 0 stand beside their records.
      if (level > 0) this.storeHash.run(level, Math.floor(index / TILE_WIDTH), hash);
    }
    return state;
  }
}
