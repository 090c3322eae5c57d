import { sql } from 'kysely';
import type { Schema, View } from '../schema.js';
import type { Index, Table } from '../table.js';
import type { Connection } from './connection.js';

export async function makeTables({ db }: Connection, { tables }: Schema): Promise<void> {
  for (const { name, columns, key } of Object.values<Table<any>>(tables)) {
    let creation = db.schema.createTable(name).addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]);
    for (const [column, type] of Object.entries(columns)) creation = creation.addColumn(column, type);
    await creation.execute();
  }
}

/** Makes the indexes and the views. */
export async function finishTables({ db }: Connection, { tables, views }: Schema): Promise<void> {
  for (const definition of Object.values<Table<any>>(tables)) {
    for (const index of definition.indexes ?? []) {
      let creation = db.schema
        .createIndex(indexName(definition, index))
        .on(definition.name)
        .columns([...index.columns]);
      if (index.whereSet !== undefined) creation = creation.where(index.whereSet, 'is not', null);
      await creation.execute();
    }
  }
  for (const [name, view] of Object.entries(views)) await sql.raw(creationOf(name, view)).execute(db);
}

/** Rows of a table from which on it says something about how it will grow. */
const TELLING = 1_000;

/**
 * Counts rows for the planner, once the tables are full. Of those that have few nothing is kept: a planner that was told so
 * would read all of them for every lookup, also when they have grown.
 */
export async function countRows({ db }: Connection): Promise<void> {
  await sql`pragma analysis_limit = 1000`.execute(db);
  await sql`analyze`.execute(db);
  await sql`delete from sqlite_stat1 where cast(stat as integer) < ${TELLING}`.execute(db);
}

function indexName(of: Table<any>, { columns }: Index<any>): string {
  return `${of.name}_by_${columns.join('_')}`;
}

function creationOf(name: string, { columns, from }: View): string {
  return `create view ${name} (${Object.keys(columns).join(', ')}) as ${from}`;
}
