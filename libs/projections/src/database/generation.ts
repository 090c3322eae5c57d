import type { Checkpoints, Position } from '#eventsourcing';
import {
  BulkTransaction,
  countRows,
  finishTables,
  makeTables,
  openBuilder,
  openWriter,
  type Connection,
} from './dialect.js';
import type { Schema } from './schema.js';
import type { Transaction } from './transaction.js';

/** Somebody else has taken the read database further, or put another generation in place: begin again from there. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** One generation of read models, open for writing. */
export class Generation implements Checkpoints<Transaction> {
  private transaction: BulkTransaction;
  /** The checkpoint that the rows in memory go with. */
  private reached: Position | undefined;

  private constructor(
    readonly file: string,
    private connection: Connection,
    private readonly schema: Schema,
    building: boolean,
    /** False once another generation is served: nothing is written to this one any more. */
    private readonly mayWrite: () => boolean,
  ) {
    this.transaction = new BulkTransaction(connection, schema.tables, building);
  }

  static open(file: string, schema: Schema, mayWrite: () => boolean): Generation {
    return new Generation(file, openWriter(file), schema, false, mayWrite);
  }

  /** Makes a new one; `building` where a whole log is going into it. */
  static async create(file: string, schema: Schema, building: boolean, mayWrite: () => boolean): Promise<Generation> {
    const connection = building ? openBuilder(file) : openWriter(file);
    const created = new Generation(file, connection, schema, building, mayWrite);
    await created.write(async ({ db }) => {
      await makeTables(connection, schema);
      if (!building) await finishTables(connection, schema);
      const { versions, shape } = schema;
      await db.insertInto('generation').values({ id: 1, checkpoint: null, versions, shape }).execute();
    });
    return created;
  }

  async checkpoint(): Promise<Position | undefined> {
    this.reached = this.stored();
    return this.reached;
  }

  /** True where the rows were made by the read models of this program, and look as it reads them. */
  isUpToDate(): boolean {
    const made = this.connection.generation();
    return made.versions === this.schema.versions && made.shape === this.schema.shape;
  }

  /** @throws Superseded where another writer was faster; nothing is written */
  async commit(upTo: Position, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    await this.write(async (transaction) => {
      // Under the write lock: two projectors on one file must not both take in the same events.
      if (!this.mayWrite() || this.stored() !== this.reached) throw new Superseded(this.file);
      await work(transaction);
      await transaction.db.updateTable('generation').set({ checkpoint: upTo }).execute();
    });
    this.reached = upTo;
  }

  /** Builds what waited for the end, and goes on as one that is served. */
  async finish(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    await this.write(async (transaction) => {
      await finishTables(this.connection, this.schema);
      await work(transaction);
      await countRows(this.connection);
    });
    this.connection.commit();
    this.close();
    this.connection = openWriter(this.file);
    this.transaction = new BulkTransaction(this.connection, this.schema.tables, false);
  }

  /** Runs work while nobody can write to this generation. */
  whileLocked<T>(work: (reached: Position | undefined) => T): T {
    this.connection.begin();
    try {
      return work(this.stored());
    } finally {
      this.connection.rollBack();
    }
  }

  close(): void {
    this.connection.close();
  }

  private stored(): Position | undefined {
    return this.connection.generation().checkpoint ?? undefined;
  }

  private async write(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    const { connection } = this;
    // What is being built is thrown away by a crash: it needs no commit before its end.
    if (!connection.inTransaction) connection.begin();
    try {
      await work(this.transaction);
      if (!this.transaction.building) connection.commit();
    } catch (error) {
      if (connection.inTransaction) connection.rollBack();
      throw error;
    }
  }
}
