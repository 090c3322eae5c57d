import Database from 'better-sqlite3';
import { Kysely, sql, SqliteDialect, type Compilable } from 'kysely';
import { createView, REPORTING_VIEWS } from '../../reporting/views.js';
import { indexName } from '../table.js';
import { TABLES, type TableName, type Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';

/** Everything that is particular to SQLite. PostgreSQL gets a file like this one. */

const BUSY_TIMEOUT = 5_000;
/** Rows a statement; what is left over goes in by smaller ones. */
const CHUNKS = [32, 8, 1] as const;

/** One connection to a generation's file, and Kysely over it. */
export interface Connection {
  readonly raw: Database.Database;
  readonly db: Kysely<Tables>;
}

/** A connection that writes. Read models can be made again from the log, so a commit need not wait for the disk. */
export function openWriter(file: string): Connection {
  const raw = new Database(file, { timeout: BUSY_TIMEOUT });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = NORMAL');
  // A checkpoint syncs, and the log waits for the same disk: at 64 MiB they are few, and write a page that changed often once.
  raw.pragma('wal_autocheckpoint = 16000');
  raw.pragma('cache_size = -32768');
  return connection(raw);
}

/** A connection that fills a new file nobody reads yet: what a crash leaves of it is thrown away. */
export function openBuilder(file: string): Connection {
  const raw = new Database(file, { timeout: BUSY_TIMEOUT });
  raw.pragma('journal_mode = OFF');
  raw.pragma('synchronous = OFF');
  raw.pragma('locking_mode = EXCLUSIVE');
  // Making the indexes sorts in as much memory once more.
  raw.pragma('cache_size = -16384');
  return connection(raw);
}

/** @throws Error with the code `SQLITE_CANTOPEN` where the file is gone */
export function openReader(file: string): Connection {
  const raw = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  raw.pragma('cache_size = -32768');
  raw.pragma('mmap_size = 1073741824');
  return connection(raw);
}

function connection(raw: Database.Database): Connection {
  return { raw, db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) }) };
}

export async function createTables({ db }: Connection): Promise<void> {
  for (const { name, columns, key } of Object.values(TABLES)) {
    let creation = db.schema.createTable(name).addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]);
    for (const [column, type] of Object.entries(columns)) creation = creation.addColumn(column, type);
    await creation.execute();
  }
}

/** Makes the indexes and the views, and counts rows for the planner. */
export async function finishTables({ db }: Connection): Promise<void> {
  for (const definition of Object.values(TABLES)) {
    for (const index of definition.indexes ?? []) {
      let creation = db.schema
        .createIndex(indexName(definition, index))
        .on(definition.name)
        .columns([...index.columns]);
      if (index.whereSet !== undefined) creation = creation.where(index.whereSet, 'is not', null);
      await creation.execute();
    }
  }
  for (const view of Object.keys(REPORTING_VIEWS)) await sql.raw(createView(view)).execute(db);
  await sql`pragma analysis_limit = 1000`.execute(db);
  await sql`analyze`.execute(db);
}

/** Writes in bulk by prepared statements: compiling a statement for every batch would cost more than running it. */
export class SqliteTransaction implements Transaction {
  private readonly statements = new Map<string, Database.Statement>();

  constructor(
    private readonly connection: Connection,
    readonly building: boolean,
  ) {}

  get db(): Kysely<Tables> {
    return this.connection.db;
  }

  async insert<Name extends TableName>(name: Name, rows: readonly Tables[Name][]): Promise<void> {
    this.write(name, rows, 'insert', (count) => this.insertion(name, count));
  }

  async upsert<Name extends TableName>(name: Name, rows: readonly Tables[Name][]): Promise<void> {
    this.write(name, rows, 'upsert', (count) => {
      const { key } = TABLES[name];
      const changed = newColumns(name).filter((column) => !key.includes(column));
      const newest = Object.fromEntries(changed.map((column) => [column, sql.ref(`excluded.${column}`)]));
      return this.insertion(name, count).onConflict((conflict) =>
        conflict.columns(key as never).doUpdateSet(newest as never),
      );
    });
  }

  async update<Name extends TableName>(
    name: Name,
    columns: readonly (keyof Tables[Name] & string)[],
    changes: readonly Partial<Tables[Name]>[],
  ): Promise<void> {
    const { key } = TABLES[name];
    const statement = this.prepare(`update ${name} ${columns.join()}`, () =>
      where(this.db.updateTable(name as 'entries').set(Object.fromEntries(columns.map((column) => [column, '']))), key),
    );
    const order = [...columns, ...key];
    for (const change of changes) statement.run(order.map((column) => (change as any)[column]));
  }

  async find<Name extends TableName>(
    name: Name,
    columns: readonly (keyof Tables[Name] & string)[],
    values: readonly (readonly (string | number)[])[],
  ): Promise<Tables[Name][]> {
    const statement = this.prepare(`find ${name} ${columns.join()}`, () =>
      where(this.db.selectFrom(name).selectAll(), columns),
    );
    return values.flatMap((value) => statement.all(value) as Tables[Name][]);
  }

  async remove<Name extends TableName>(
    name: Name,
    columns: readonly (keyof Tables[Name] & string)[],
    values: readonly (readonly (string | number)[])[],
  ): Promise<void> {
    const statement = this.prepare(`remove ${name} ${columns.join()}`, () => where(this.db.deleteFrom(name), columns));
    for (const value of values) statement.run(value);
  }

  private insertion(name: TableName, count: number) {
    const row = Object.fromEntries(newColumns(name).map((column) => [column, '']));
    // All tables alike: which one it is does not matter to the types here.
    return this.db.insertInto(name as 'entries').values(Array.from({ length: count }, () => row) as never);
  }

  private write(name: TableName, rows: readonly object[], how: string, query: (count: number) => Compilable): void {
    const columns = newColumns(name);
    let next = 0;
    for (const count of CHUNKS) {
      if (rows.length - next < count) continue;
      const statement = this.prepare(`${how} ${name} ${count}`, () => query(count));
      while (rows.length - next >= count) {
        const values: unknown[] = [];
        for (const row of rows.slice(next, next + count)) {
          for (const column of columns) values.push((row as Record<string, unknown>)[column]);
        }
        statement.run(values);
        next += count;
      }
    }
  }

  private prepare(key: string, query: () => Compilable): Database.Statement {
    const prepared = this.statements.get(key) ?? this.connection.raw.prepare(query().compile().sql);
    this.statements.set(key, prepared);
    return prepared;
  }
}

function newColumns(name: TableName): string[] {
  const { columns, later = [] } = TABLES[name];
  return Object.keys(columns).filter((column) => !later.includes(column));
}

interface Filtered extends Compilable {
  where(column: string, operator: '=', value: string): Filtered;
}

function where(query: unknown, columns: readonly string[]): Compilable {
  return columns.reduce((filtered, column) => filtered.where(column, '=', ''), query as Filtered);
}
