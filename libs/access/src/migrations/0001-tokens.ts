import { sql } from 'kysely';
import type { Migration } from '#side-files';

/** The tokens. Where the table was made before there were migrations, it stays as it is. */
export const tokens: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('tokens')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('organisation', 'text')
      .addColumn('roles', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text')
      .addColumn('revoked_at', 'text')
      .addColumn('last_used_at', 'text')
      .modifyEnd(sql`strict`)
      .execute();
  },
};
