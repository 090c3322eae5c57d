import type Database from 'better-sqlite3';
import { sql, type Compilable, type Kysely } from 'kysely';
import type { Schema } from '../schema.js';
import type { Table } from '../table.js';
import type { TableName, Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import type { Connection } from './connection.js';

/** Rows a statement; what is left over goes in by smaller ones. */
const CHUNKS = [32, 8, 1] as const;

/** Writes in bulk by prepared statements: compiling a statement for every batch would cost more than running it. */
export class BulkTransaction implements Transaction {
  private readonly statements = new Map<string, Database.Statement>();

  constructor(
    private readonly connection: Connection,
    private readonly tables: Schema['tables'],
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
      const { key } = this.table(name);
      const changed = newColumns(this.table(name)).filter((column) => !key.includes(column));
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
    const { key } = this.table(name);
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

  private table(name: TableName): Table<any> {
    return this.tables[name];
  }

  private insertion(name: TableName, count: number) {
    const row = Object.fromEntries(newColumns(this.table(name)).map((column) => [column, '']));
    // All tables alike: which one it is does not matter to the types here.
    return this.db.insertInto(name as 'entries').values(Array.from({ length: count }, () => row) as never);
  }

  private write(name: TableName, rows: readonly object[], how: string, query: (count: number) => Compilable): void {
    const columns = newColumns(this.table(name));
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

function newColumns({ columns, later = [] }: Table<any>): string[] {
  return Object.keys(columns).filter((column) => !later.includes(column));
}

interface Filtered extends Compilable {
  where(column: string, operator: '=', value: string): Filtered;
}

function where(query: unknown, columns: readonly string[]): Compilable {
  return columns.reduce((filtered, column) => filtered.where(column, '=', ''), query as Filtered);
}
