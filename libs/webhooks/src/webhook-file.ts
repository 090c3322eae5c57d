import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';

/** The file, open: on each thread once. */
export type WebhookFile = Database.Database;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS endpoints (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    event_types TEXT,
    reports TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    cursor TEXT,
    secrets TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    endpoint TEXT NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    position TEXT NOT NULL,
    subject TEXT NOT NULL,
    status TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    next_try_at INTEGER,
    tries INTEGER NOT NULL,
    attempts TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (endpoint, status, next_try_at, seq);
  CREATE INDEX IF NOT EXISTS deliveries_listed ON deliveries (endpoint, seq);
  CREATE INDEX IF NOT EXISTS deliveries_dead ON deliveries (status, seq) WHERE status = 'dead';
  CREATE TABLE IF NOT EXISTS report_marks (
    endpoint TEXT NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
    report TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (endpoint, report)
  ) STRICT`;

/**
 * Opens the file of the endpoints and what is to be sent to them, and makes it where it does not exist yet. It holds the
 * secrets that sign: only the owner may read it. Its tables are read by `Endpoints` and `Deliveries`, on any thread.
 */
export function openWebhookFile(file: string): WebhookFile {
  const db = new Database(file, { timeout: 5_000 });
  chmodSync(file, 0o600);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.exec(SCHEMA);
  return db;
}
