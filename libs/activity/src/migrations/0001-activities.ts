import { sql } from 'kysely';
import type { Migration } from '#side-files';

/**
 * Activities, by what they are looked for, and the tree over them. Tables that were made before there were migrations stay as they
 * are.
 */
export const activities: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT,
    leaf BLOB NOT NULL,
    record TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX IF NOT EXISTS events_by_actor ON events (actor, position)`,
  `CREATE INDEX IF NOT EXISTS events_by_kind ON events (kind, position)`,
  `CREATE INDEX IF NOT EXISTS events_by_at ON events (at, position)`,
  `CREATE TABLE IF NOT EXISTS about_cohorts (
    cohort TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (cohort, position)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ledger_tiles (
    level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, number)
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS ledger_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, edge BLOB NOT NULL
  ) STRICT`,
  `INSERT OR IGNORE INTO ledger_state VALUES (1, 0, x'')`,
  `CREATE TRIGGER IF NOT EXISTS events_refuse_update BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END`,
  `CREATE TRIGGER IF NOT EXISTS events_refuse_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'what is written is never changed'); END`,
];
