import { Signal, type Position } from '#eventsourcing';
import type { Kysely } from 'kysely';
import { Generations, isDamage, lacksTables, openReader, type Connection } from './dialect.js';
import type { Schema } from './schema.js';
import type { GenerationRow, Tables } from './tables.js';

/** Milliseconds between two looks for new rows, while somebody waits for them. */
const POLL_EVERY = 10;

/** There are no rows that this program can read: nothing was built yet, or what there is has another shape. */
export class ReadModelsUnavailable extends Error {
  override readonly name = 'ReadModelsUnavailable';
}

/** What a query reads: everything in it stands at one position of the log. */
export interface Reading {
  readonly db: Kysely<Tables>;
  readonly position: Position | null;
}

/** How far the read models are behind the log. */
export interface Lag {
  readonly position: Position | null;
  readonly head: Position | null;
  readonly caughtUp: boolean;
  /** Milliseconds since they were last seen to be level with the log. */
  readonly behindFor: number;
}

/** A generation open for reading: one connection for queries, one that always sees the newest checkpoint. */
interface Served {
  readonly number: number;
  readonly queries: Connection;
  readonly watch: Connection;
  reads: number;
}

/** The read database as a reader sees it: read-only, and always the generation that is served. */
export class ReadModels {
  private readonly generations: Generations;
  /** The newest position that was seen here. */
  private seen: Position = '';
  private readonly progress = new Signal({ mark: () => this.look(), every: POLL_EVERY });
  private readonly closing = new AbortController();
  private served: Served | undefined;
  private levelAt = performance.now();

  /** @param folder where the read database is kept; it may still be empty */
  constructor(
    folder: string,
    private readonly schema: Pick<Schema, 'versions' | 'shape'>,
  ) {
    this.generations = new Generations(folder);
  }

  /** Answers a query from one snapshot. @throws ReadModelsUnavailable */
  async read<T>(query: (reading: Reading) => Promise<T>): Promise<T> {
    const served = this.follow();
    if (served === undefined) throw new ReadModelsUnavailable('the read models are not built yet');
    served.reads++;
    try {
      return await served.queries.db.transaction().execute(async (db) => {
        const { checkpoint, shape } = await db.selectFrom('generation').selectAll().executeTakeFirstOrThrow();
        if (shape !== this.schema.shape) throw new ReadModelsUnavailable('the read models are being built again');
        return query({ db, position: checkpoint });
      });
    } catch (error) {
      if (isDamage(error)) throw this.abandon(served);
      throw error;
    } finally {
      served.reads--;
      if (served !== this.served && served.reads === 0) closed(served);
    }
  }

  /** Answers several queries from one snapshot: whatever is read by the models that `work` is given stands at one position. */
  async snapshot<T>(work: (models: ReadModels) => Promise<T>): Promise<T> {
    return this.read((reading) => {
      const read = <U>(query: (reading: Reading) => Promise<U>): Promise<U> => query(reading);
      return work(Object.create(this, { read: { value: read } }) as ReadModels);
    });
  }

  /** How far the read models have come; undefined before the first event. Cheap. */
  async checkpoint(): Promise<Position | undefined> {
    return this.reached();
  }

  /** Resolves true when the read models have come to a position, false when that took too long. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (position <= this.seen) return true;
    const late = AbortSignal.any([this.closing.signal, AbortSignal.timeout(timeoutMs)]);
    while (position > this.seen && !late.aborted) await this.progress.changed(this.seen, late);
    return position <= this.seen;
  }

  /** Says that the read models have come to a position, so that those who wait need not poll. */
  poke(position: Position): void {
    if (position > this.seen) this.seen = position;
    this.progress.raise();
  }

  /** @param head the position of the log's newest event */
  async lag(head: Position | undefined): Promise<Lag> {
    const position = this.reached();
    const caughtUp = head === undefined || (position !== undefined && position >= head);
    if (caughtUp) this.levelAt = performance.now();
    const behindFor = Math.round(performance.now() - this.levelAt);
    return { position: position ?? null, head: head ?? null, caughtUp, behindFor };
  }

  /** True where the rows were made by other versions of the read models, or there are none at all yet. */
  needsRebuild(): boolean {
    const made = this.generation();
    return made?.versions !== this.schema.versions || made.shape !== this.schema.shape;
  }

  async close(): Promise<void> {
    this.closing.abort();
    if (this.served !== undefined) closed(this.served);
    this.served = undefined;
  }

  /** What is served is damaged: the one who builds the read models sees that, and makes others from the log. */
  private abandon(served: Served): ReadModelsUnavailable {
    this.generations.abandon(served.number);
    if (this.served === served) this.served = undefined;
    return new ReadModelsUnavailable('the read models were damaged, and are being built again');
  }

  private look(): Position {
    const reached = this.reached();
    if (reached !== undefined && reached > this.seen) this.seen = reached;
    return this.seen;
  }

  private reached(): Position | undefined {
    return this.generation()?.checkpoint ?? undefined;
  }

  /** What the generation that is served says of itself; undefined where there is none that can be read. */
  private generation(): GenerationRow | undefined {
    const served = this.follow();
    try {
      return served?.watch.generation();
    } catch (error) {
      if (served === undefined || !(isDamage(error) || lacksTables(error))) throw error;
      this.abandon(served);
      return undefined;
    }
  }

  /** The generation that is served now: another one after a takeover, no matter who made it. */
  private follow(): Served | undefined {
    for (let attempt = 1; ; attempt++) {
      const number = this.generations.current();
      if (number === undefined && this.served !== undefined && this.generations.isAbandoned()) this.drop();
      if (number === undefined || number === this.served?.number) return this.served;
      try {
        const file = this.generations.file(number);
        const opened: Served = { number, queries: openReader(file), watch: openReader(file), reads: 0 };
        // Opened between a takeover and the removal of the file, it could miss what is in its log.
        if (this.generations.current() === number) return this.replace(opened);
        closed(opened);
      } catch (error) {
        if (isDamage(error)) this.generations.abandon(number);
        if (attempt === 3) throw error;
      }
    }
  }

  private drop(): void {
    if (this.served?.reads === 0) closed(this.served);
    this.served = undefined;
  }

  private replace(next: Served): Served {
    const before = this.served;
    this.served = next;
    if (before?.reads === 0) closed(before);
    return next;
  }
}

function closed({ queries, watch }: Served): void {
  queries.close();
  watch.close();
}
