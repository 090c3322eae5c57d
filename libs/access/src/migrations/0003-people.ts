import { randomUUID } from 'node:crypto';
import { sql, type ColumnDefinitionBuilder, type Kysely } from 'kysely';
import type { Migration } from '#side-files';

const key = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey();
const given = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** What is a person's goes with the person. */
const ofPerson = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('people.id').onDelete('cascade');

/**
 * People, their organisations, what they sign in with, and their sessions. What was there before belongs to one organisation,
 * which runs the server; its administrators give it its name.
 */
export const people: Migration = {
  up: async (db) => {
    await organisationsAndPeople(db);
    await credentials(db);
    await sessions(db);
    const ours = { id: `organisation-${randomUUID()}`, name: 'Our organisation', created_at: new Date().toISOString() };
    await db
      .insertInto('organisations')
      .values({ ...ours, runs_server: 1 })
      .execute();
  },
};

async function organisationsAndPeople({ schema }: Kysely<any>): Promise<void> {
  await schema
    .createTable('organisations')
    .addColumn('id', 'text', key)
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', given)
    .addColumn('runs_server', 'integer', (column) => column.notNull().defaultTo(0))
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('people')
    .addColumn('id', 'text', key)
    .addColumn('login', 'text', (column) => column.unique())
    .addColumn('name', 'text', given)
    .addColumn('language', 'text')
    .addColumn('created_at', 'text', given)
    .addColumn('disabled_at', 'text')
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('memberships')
    .addColumn('person', 'text', ofPerson)
    .addColumn('organisation', 'text', (column) => column.notNull().references('organisations.id'))
    .addColumn('roles', 'text', given)
    .addColumn('since', 'text', given)
    .addPrimaryKeyConstraint('memberships_key', ['person', 'organisation'])
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('followed_cohorts')
    .addColumn('person', 'text', ofPerson)
    .addColumn('cohort', 'text', given)
    .addPrimaryKeyConstraint('followed_cohorts_key', ['person', 'cohort'])
    .modifyEnd(sql`strict`)
    .execute();
}

async function credentials({ schema }: Kysely<any>): Promise<void> {
  await schema
    .createTable('passwords')
    .addColumn('person', 'text', (column) => ofPerson(column).primaryKey())
    .addColumn('hash', 'text', given)
    .addColumn('changed_at', 'text', given)
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('totp')
    .addColumn('person', 'text', (column) => ofPerson(column).primaryKey())
    .addColumn('secret', 'text')
    .addColumn('pending', 'text')
    .addColumn('confirmed_at', 'text')
    .addColumn('last_step', 'integer', (column) => column.notNull().defaultTo(0))
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('recovery_codes')
    .addColumn('hash', 'text', key)
    .addColumn('person', 'text', ofPerson)
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('passkeys')
    .addColumn('id', 'text', key)
    .addColumn('person', 'text', ofPerson)
    .addColumn('name', 'text', given)
    .addColumn('public_key', 'text', given)
    .addColumn('counter', 'integer', given)
    .addColumn('transports', 'text', given)
    .addColumn('created_at', 'text', given)
    .addColumn('last_used_at', 'text')
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('passkey_challenges')
    .addColumn('challenge', 'text', key)
    .addColumn('purpose', 'text', given)
    .addColumn('expires_at', 'integer', given)
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('invitations')
    .addColumn('hash', 'text', key)
    .addColumn('person', 'text', (column) => ofPerson(column).unique())
    .addColumn('made_at', 'text', given)
    .addColumn('expires_at', 'text', given)
    .modifyEnd(sql`strict`)
    .execute();
}

async function sessions({ schema }: Kysely<any>): Promise<void> {
  await schema
    .createTable('sessions')
    .addColumn('id', 'text', key)
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('person', 'text', ofPerson)
    .addColumn('stage', 'text', given)
    .addColumn('device', 'text', given)
    .addColumn('made_at', 'text', given)
    .addColumn('fresh_at', 'text', given)
    .addColumn('last_seen_at', 'text', given)
    .addColumn('ends_at', 'text', given)
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('known_devices')
    .addColumn('hash', 'text', key)
    .addColumn('person', 'text', ofPerson)
    .addColumn('last_used_at', 'text', given)
    .modifyEnd(sql`strict`)
    .execute();
  await schema
    .createTable('sign_in_failures')
    .addColumn('key', 'text', key)
    .addColumn('failures', 'integer', given)
    .addColumn('last_at', 'integer', given)
    .modifyEnd(sql`strict`)
    .execute();
}
