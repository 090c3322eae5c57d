import type { Table } from '../table.js';
import type { GenerationRow } from '../tables.js';
import { openReader, type Connection } from './connection.js';

/** What a column of a row holds. */
export type Value = string | number | null;

/** A row in both generations, with its columns' values; null in the one that does not have it. */
export interface RowPair {
  readonly live: readonly Value[] | null;
  readonly rebuilt: readonly Value[] | null;
}

/**
 * The generation being served and a rebuilt one, in one connection. Each is seen as it stood when it was
 * first looked at here; anyone who projects into the served one goes on undisturbed.
 */
export class GenerationPair {
  private constructor(private readonly connection: Connection) {}

  static open(served: string, rebuilt: string): GenerationPair {
    const connection = openReader(served);
    connection.raw.prepare('attach ? as rebuilt').run(rebuilt);
    connection.raw.exec('begin');
    return new GenerationPair(connection);
  }

  live(): GenerationRow {
    return this.generationIn('main');
  }

  rebuilt(): GenerationRow {
    return this.generationIn('rebuilt');
  }

  /** The columns that a table has in the served generation. */
  columnsServed({ name }: Table<any>): string[] {
    return this.connection.raw
      .prepare('select name from pragma_table_info(?, ?)')
      .pluck()
      .all(name, 'main') as string[];
  }

  /** Rows of a table in the rebuilt generation. */
  rows({ name }: Table<any>): number {
    return this.connection.raw.prepare(`select count(*) from rebuilt.${name}`).pluck().get() as number;
  }

  /** Rows that the two do not have alike: first those that the served one has, then the others, each by their keys. */
  *differences({ name, key }: Table<any>, columns: readonly string[]): Generator<RowPair> {
    const { raw } = this.connection;
    const same = key.map((column) => `live.${column} = again.${column}`).join(' and ');
    const others = columns.filter((column) => !key.includes(column));
    const values = (of: string): string => columns.map((column) => `${of}.${column}`).join();
    const order = (of: string): string => key.map((column) => `${of}.${column}`).join();
    const differs = [`again.${key[0]!} is null`, ...others.map((column) => `live.${column} is not again.${column}`)];
    const changed = raw.prepare(
      `select ${values('live')}, ${values('again')} from main.${name} live left join rebuilt.${name} again on ${same}
       where ${differs.join(' or ')} order by ${order('live')}`,
    );
    const first = columns.indexOf(key[0]!);
    for (const row of changed.raw().iterate() as Iterable<Value[]>) {
      const [live, again] = [row.slice(0, columns.length), row.slice(columns.length)];
      yield { live, rebuilt: again[first] === null ? null : again };
    }
    const surplus = raw.prepare(
      `select ${values('again')} from rebuilt.${name} again
       where not exists (select 1 from main.${name} live where ${same}) order by ${order('again')}`,
    );
    for (const row of surplus.raw().iterate() as Iterable<Value[]>) yield { live: null, rebuilt: row };
  }

  close(): void {
    this.connection.close();
  }

  private generationIn(schema: string): GenerationRow {
    return this.connection.raw.prepare(`select * from ${schema}.generation`).get() as GenerationRow;
  }
}
