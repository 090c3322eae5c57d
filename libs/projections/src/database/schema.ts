import { hash } from 'node:crypto';
import type { Table } from './table.js';
import { generation, type TableName, type Tables } from './tables.js';

/** A view for tools that read the database themselves: its columns with what they mean, and the query behind it. */
export interface View {
  readonly about: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Selects the columns, in their order. */
  readonly from: string;
}

/** What a read database holds, by name. */
export interface Contents {
  readonly tables: { readonly [Name in Exclude<TableName, 'generation'>]: Table<Tables[Name]> };
  readonly views: Readonly<Record<string, View>>;
  /** What the read models are at, by name: raised whenever the same events would give other rows. */
  readonly versions: Readonly<Record<string, number>>;
}

/** The same, with what a generation keeps of it to be told apart by. */
export interface Schema {
  readonly tables: { readonly [Name in TableName]: Table<Tables[Name]> };
  readonly views: Readonly<Record<string, View>>;
  /** JSON. */
  readonly versions: string;
  /** Differs whenever a table or a view does. */
  readonly shape: string;
}

export function schemaOf({ tables: ofModels, views, versions }: Contents): Schema {
  const tables = { generation, ...ofModels };
  const columns = Object.values<Table<any>>(tables).map(({ name, columns, key }) => [name, columns, key]);
  return {
    tables,
    views,
    versions: JSON.stringify(versions),
    shape: hash('sha256', JSON.stringify([columns, views])),
  };
}
