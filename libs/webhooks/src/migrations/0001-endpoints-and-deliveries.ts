import { sql } from 'kysely';
import type { Migration } from '#side-files';

/** Who is told, and what. Tables that were made before there were migrations stay as they are. */
export const endpointsAndDeliveries: Migration = {
  up: async ({ schema }) => {
    await schema
      .createTable('endpoints')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('event_types', 'text')
      .addColumn('reports', 'text', (column) => column.notNull())
      .addColumn('description', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('cursor', 'text')
      .addColumn('secrets', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await schema
      .createTable('deliveries')
      .ifNotExists()
      .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('endpoint', 'text', (column) => column.notNull().references('endpoints.id').onDelete('cascade'))
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('position', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('queued_at', 'integer', (column) => column.notNull())
      .addColumn('next_try_at', 'integer')
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('attempts', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await schema
      .createIndex('deliveries_due')
      .ifNotExists()
      .on('deliveries')
      .columns(['endpoint', 'status', 'next_try_at', 'seq'])
      .execute();
    await schema.createIndex('deliveries_listed').ifNotExists().on('deliveries').columns(['endpoint', 'seq']).execute();
    await schema
      .createIndex('deliveries_dead')
      .ifNotExists()
      .on('deliveries')
      .columns(['status', 'seq'])
      .where(sql.ref('status'), '=', sql.lit('dead'))
      .execute();
    await schema
      .createTable('report_marks')
      .ifNotExists()
      .addColumn('endpoint', 'text', (column) => column.notNull().references('endpoints.id').onDelete('cascade'))
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('report_marks_key', ['endpoint', 'report'])
      .modifyEnd(sql`strict`)
      .execute();
  },
};
