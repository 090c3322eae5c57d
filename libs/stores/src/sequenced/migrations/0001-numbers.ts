import { sql } from 'kysely';
import type { Migration } from '#side-files';

/** The numbers of a log's records, and the tree over them. Tables that were made before there were migrations stay as they are. */
export const numbers: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, leaf BLOB NOT NULL, place TEXT NOT NULL, record TEXT
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS ledger_tiles (
    level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, number)
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS ledger_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, edge BLOB NOT NULL
  ) STRICT`,
  `INSERT OR IGNORE INTO ledger_state VALUES (1, 0, x'')`,
  `CREATE TRIGGER IF NOT EXISTS events_refuse_update BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'a number once given never changes'); END`,
  `CREATE TRIGGER IF NOT EXISTS events_refuse_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'a number once given never changes'); END`,
];
