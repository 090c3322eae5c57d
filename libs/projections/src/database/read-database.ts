import type { Checkpoints, Position } from '#eventsourcing';
import { compareGenerations, type Comparison } from './comparing.js';
import { Generation } from './generation.js';
import { Generations, isDamage, lacksTables } from './dialect.js';
import type { Schema } from './schema.js';
import type { Transaction } from './transaction.js';

/** What is served was found damaged. Opened again, the read database begins with another. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/** The read database as the one who writes it sees it: the generation being served, and new ones beside it. */
export class ReadDatabase implements Checkpoints<Transaction> {
  private constructor(
    private readonly generations: Generations,
    private readonly schema: Schema,
    private number: number,
    private served: Generation,
  ) {}

  /** @param folder made where it does not exist */
  static async open(folder: string, schema: Schema): Promise<ReadDatabase> {
    const generations = new Generations(folder);
    const next = generations.next();
    const current = generations.current();
    const there = current === undefined ? undefined : openServed(generations, current, schema);
    const number = there === undefined ? next : current!;
    const served =
      there ?? (await Generation.create(generations.file(next), schema, false, servedAs(generations, next)));
    if (there === undefined) generations.serve(number);
    generations.removeOld();
    return new ReadDatabase(generations, schema, number, served);
  }

  /** True where what is served was found damaged: nothing more is written to it, and opening the folder again begins a new one. */
  isAbandoned(): boolean {
    return this.generations.isAbandoned();
  }

  get folder(): string {
    return this.generations.folder;
  }

  /** @throws Abandoned */
  async checkpoint(): Promise<Position | undefined> {
    this.refuseAbandoned();
    this.follow();
    return this.served.checkpoint();
  }

  /**
   * @throws Superseded where another writer was faster, or another generation took over; nothing is written
   * @throws Abandoned
   */
  async commit(upTo: Position, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    this.refuseAbandoned();
    try {
      await this.served.commit(upTo, work);
    } catch (error) {
      if (isDamage(error)) this.generations.abandon(this.number);
      throw error;
    }
  }

  /** True where the rows being served were made by other versions of the read models. */
  needsRebuild(): boolean {
    this.follow();
    return !this.served.isUpToDate();
  }

  /** A generation beside the one being served, for a whole log to go into. */
  async begin(): Promise<{ readonly number: number; readonly generation: Generation }> {
    const number = this.generations.next();
    const generation = await Generation.create(this.generations.file(number), this.schema, true, () => true);
    return { number, generation };
  }

  /**
   * Compares a generation that was built with the one being served.
   * @param bringTo projects into it up to a position
   */
  async compare(generation: Generation, bringTo: (position: Position) => Promise<void>): Promise<Comparison> {
    this.follow();
    return compareGenerations(this.served.file, generation.file, this.schema.tables, bringTo);
  }

  /** Puts a new generation in the place of the one being served, if it has come as far; says whether it did. */
  takeOver(number: number, generation: Generation, reached: Position | undefined): boolean {
    this.follow();
    this.generations.persist(number);
    const done = this.served.whileLocked((served) => {
      if (served !== undefined && (reached === undefined || reached < served)) return false;
      this.generations.serve(number);
      return true;
    });
    if (done) {
      generation.close();
      this.follow();
      this.generations.removeOld();
    }
    return done;
  }

  /** Throws away a generation that will not be served. */
  discard(number: number, generation: Generation): void {
    generation.close();
    if (this.generations.current() !== number) this.generations.remove(number);
  }

  async close(): Promise<void> {
    this.served.close();
  }

  private refuseAbandoned(): void {
    if (this.isAbandoned()) throw new Abandoned(this.served.file);
  }

  /** Goes on with the generation that is served now, no matter who put it there. */
  private follow(): void {
    const current = this.generations.current();
    if (current === undefined || current === this.number) return;
    this.served.close();
    this.number = current;
    const file = this.generations.file(current);
    this.served = Generation.open(file, this.schema, servedAs(this.generations, current));
  }
}

function servedAs(generations: Generations, number: number): () => boolean {
  return () => !generations.isAbandoned() && (generations.current() ?? number) === number;
}

/** The generation that is served; undefined, and abandoned, where its file was emptied or damaged. */
function openServed(generations: Generations, number: number, schema: Schema): Generation | undefined {
  let opened: Generation | undefined;
  try {
    opened = Generation.open(generations.file(number), schema, servedAs(generations, number));
    opened.isUpToDate();
    return opened;
  } catch (error) {
    opened?.close();
    if (!isDamage(error) && !lacksTables(error)) throw error;
    generations.abandon(number);
    return undefined;
  }
}
