import type { Kysely } from 'kysely';
import type { TableName, Tables } from './tables.js';

/** What projections may do to rows, in bulk: one statement for many rows, whatever the database. */
export interface Transaction {
  /** For what the methods below cannot say. Sees what this transaction has written. */
  readonly db: Kysely<Tables>;
  /** True while a new generation is built: what can be worked out once at the end may wait for `finish`. */
  readonly building: boolean;
  /** Adds rows that are not there yet. */
  insert<Name extends TableName>(table: Name, rows: readonly Tables[Name][]): Promise<void>;
  /** Adds rows, or puts them in the place of those with the same key. */
  upsert<Name extends TableName>(table: Name, rows: readonly Tables[Name][]): Promise<void>;
  /** Sets columns of the rows with these keys; each change names all columns of the key. */
  update<Name extends TableName>(
    table: Name,
    columns: readonly (keyof Tables[Name] & string)[],
    changes: readonly Partial<Tables[Name]>[],
  ): Promise<void>;
  /** The rows that have one of these combinations of values in the columns, in no particular order. */
  find<Name extends TableName>(
    table: Name,
    columns: readonly (keyof Tables[Name] & string)[],
    values: readonly (readonly (string | number)[])[],
  ): Promise<Tables[Name][]>;
  /** Removes the rows that have one of these combinations of values in the columns. */
  remove<Name extends TableName>(
    table: Name,
    columns: readonly (keyof Tables[Name] & string)[],
    values: readonly (readonly (string | number)[])[],
  ): Promise<void>;
}
