import type { Checkpoints, Position } from '#eventsourcing';
import {
  openBuilder,
  openWriter,
  createTables,
  finishTables,
  SqliteTransaction,
  type Connection,
} from './sqlite/connection.js';
import { SHAPE, type GenerationRow } from './tables.js';
import type { Transaction } from './transaction.js';

/** Somebody else has taken the read database further, or put another generation in place: begin again from there. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** One generation of read models, open for writing. */
export class Generation implements Checkpoints<Transaction> {
  private transaction: SqliteTransaction;
  /** The checkpoint that the rows in memory go with. */
  private reached: Position | undefined;

  private constructor(
    readonly file: string,
    private connection: Connection,
    building: boolean,
    /** False once another generation is served: nothing is written to this one any more. */
    private readonly mayWrite: () => boolean,
  ) {
    this.transaction = new SqliteTransaction(connection, building);
  }

  static open(file: string, mayWrite: () => boolean): Generation {
    return new Generation(file, openWriter(file), false, mayWrite);
  }

  /** Makes a new one; `building` where a whole log is going into it. */
  static async create(file: string, versions: string, building: boolean, mayWrite: () => boolean): Promise<Generation> {
    const connection = building ? openBuilder(file) : openWriter(file);
    const created = new Generation(file, connection, building, mayWrite);
    await created.write(async ({ db }) => {
      await createTables(connection);
      if (!building) await finishTables(connection);
      await db.insertInto('generation').values({ id: 1, checkpoint: null, versions, shape: SHAPE }).execute();
    });
    return created;
  }

  async checkpoint(): Promise<Position | undefined> {
    this.reached = this.stored();
    return this.reached;
  }

  /** True where the rows were made by these versions of the projections, and look as this program reads them. */
  isOf(versions: string): boolean {
    const made = this.connection.raw.prepare('select versions, shape from generation').get() as GenerationRow;
    return made.versions === versions && made.shape === SHAPE;
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
      await finishTables(this.connection);
      await work(transaction);
    });
    this.connection.raw.exec('commit');
    this.close();
    this.connection = openWriter(this.file);
    this.transaction = new SqliteTransaction(this.connection, false);
  }

  /** Runs work while nobody can write to this generation. */
  whileLocked<T>(work: (reached: Position | undefined) => T): T {
    const { raw } = this.connection;
    raw.exec('begin immediate');
    try {
      return work(this.stored());
    } finally {
      raw.exec('rollback');
    }
  }

  close(): void {
    if (this.connection.raw.open) this.connection.raw.close();
  }

  private stored(): Position | undefined {
    const row = this.connection.raw.prepare('select checkpoint from generation').pluck().get();
    return (row as Position | null) ?? undefined;
  }

  private async write(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    const { raw } = this.connection;
    // What is being built is thrown away by a crash: it needs no commit before its end.
    if (!raw.inTransaction) raw.exec('begin immediate');
    try {
      await work(this.transaction);
      if (!this.transaction.building) raw.exec('commit');
    } catch (error) {
      if (raw.inTransaction) raw.exec('rollback');
      throw error;
    }
  }
}
