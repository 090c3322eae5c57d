import {
  CompiledQuery,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDialectConfig,
} from 'kysely';
import type { Connection } from './connection.js';

/**
 * A transaction here always writes. One that begins by reading, as SQLite does by default, fails where another connection
 * writes before it does; one that takes the right to write at once waits for its turn.
 */
class WritingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class WritingDialect extends SqliteDialect {
  constructor(private readonly config: SqliteDialectConfig) {
    super(config);
  }

  override createDriver(): SqliteDriver {
    return new WritingDriver(this.config);
  }
}

/** Kysely over a connection that is opened and closed elsewhere. */
export function kyselyOver<Tables>(connection: Connection): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new WritingDialect({ database: connection }) });
}
