import { Migrator, DEFAULT_MIGRATION_TABLE } from 'kysely/migration';
import type { Connection } from './connection.js';
import { kyselyOver } from './kysely-over.js';
import { NewerFile } from './problems.js';
import { newestOf, type SideFile } from './side-file.js';

/** So long a process waits for another one that migrates the same file, and then for its own statements. */
const MIGRATION_MS = 60_000;

/**
 * Migrations of this process wait for each other: SQLite waits for a lock on the thread, which would keep the one that has it
 * from going on.
 */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Brings a file to the newest migration, all of the way or not at all. Of several processes one does it, and the others wait.
 * @throws NewerFile where it was brought further than this version knows
 */
export async function migrate(db: Connection, file: string, side: SideFile): Promise<void> {
  if (isAtNewest(db, file, side)) return;
  const migrated = turn.then(() => migrateAlone(db, file, side));
  turn = migrated.catch(() => undefined);
  return migrated;
}

/**
 * True where there is nothing to migrate.
 * @throws NewerFile where it was brought further than this version knows
 */
export function isAtNewest(db: Connection, file: string, side: SideFile): boolean {
  const applied = appliedTo(db);
  const unknown = applied.filter((name) => !Object.hasOwn(side.migrations, name));
  if (unknown.length > 0) throw new NewerFile(file, newestOf(side), unknown.at(-1)!);
  return applied.length === Object.keys(side.migrations).length;
}

async function migrateAlone(db: Connection, file: string, side: SideFile): Promise<void> {
  const patience = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma(`busy_timeout = ${MIGRATION_MS}`);
  try {
    // The migrator takes no lock on SQLite, and several migrations are one step only within a transaction around them.
    db.exec('BEGIN IMMEDIATE');
    if (!isAtNewest(db, file, side)) {
      const provider = { getMigrations: async () => ({ ...side.migrations }) };
      const { error } = await new Migrator({ db: kyselyOver(db), provider }).migrateToLatest();
      if (error !== undefined) throw error;
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

/** The migrations that a file went through, in order; none for one that is new, or older than the first of them. */
function appliedTo(db: Connection): string[] {
  const hasTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`);
  if (hasTable.get(DEFAULT_MIGRATION_TABLE) === undefined) return [];
  return db.prepare(`SELECT name FROM ${DEFAULT_MIGRATION_TABLE} ORDER BY name`).pluck().all() as string[];
}
