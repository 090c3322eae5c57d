import type { Appended, Cancellable, CaughtUp, EventStore, Position, Recorded, Write } from '#eventsourcing';
import { appendInOrder } from './append-in-order.js';
import { send, toAppends } from './append.js';
import { Connection, type Connected } from './connection.js';
import { isRefusal } from './errors.js';
import { follow } from './follow.js';
import { toSettings, type KurrentDbOptions, type Settings } from './options.js';
import { headOf, logPage, streamPage } from './read.js';
import { pause } from './waiting.js';

/**
 * The log in KurrentDB 25.1 or newer: see `docs/kurrentdb.md`. It keeps the contract of every event store but one
 * sentence: the server does not look for an event id anywhere but at the revision it is appended to, so an id that
 * stands elsewhere is not refused as `IdReused`.
 */
export class KurrentDbEventStore implements EventStore {
  private readonly closing = new AbortController();

  private constructor(
    private readonly connection: Connection,
    private readonly settings: Settings,
  ) {}

  /**
   * Waits for the server, asks it what it can do, and whether it lets us read the log.
   * @param connectionString `kurrentdb://user:password@host:2113?tls=true`; for a cluster all of its nodes, or `+discover`
   * @throws UnsupportedServer for a server older than 25.1
   * @throws StoreRefused where it does not accept the user, the certificate, or the reading of its log
   * @throws StoreUnavailable where it does not answer within the patience asked for
   */
  static async open(connectionString: string, options: KurrentDbOptions = {}): Promise<KurrentDbEventStore> {
    const settings = toSettings(options);
    const connection = new Connection(connectionString, settings);
    try {
      await connection.run('log', (connected) => acceptedBy(connected, settings));
    } catch (error) {
      connection.close();
      throw error;
    }
    return new KurrentDbEventStore(connection, settings);
  }

  /**
   * An answer that is lost does not mean that nothing was written: the same append, with the same ids at the same
   * states, is sent again until one answer comes, so that it is written once.
   */
  async append(writes: readonly Write[], { signal }: Cancellable = {}): Promise<Appended> {
    signal?.throwIfAborted();
    const appends = toAppends(writes);
    const { connection, settings } = this;
    const position = await connection.run(
      'append',
      (connected) => send(connected, settings, appends, connection.classicAppend),
      signal,
    );
    return { position, revisions: appends.map(({ revision }) => revision) };
  }

  appendInOrder(records: readonly Recorded[]): Promise<boolean> {
    return appendInOrder(this.connection, this.settings, records);
  }

  async *read(stream: string, from = 0): AsyncGenerator<Recorded> {
    const { connection, settings } = this;
    for (let next = from; ; next += settings.pageSize) {
      const page = await connection.run('stream', (connected) => streamPage(connected, settings, stream, next));
      yield* page;
      if (page.length < settings.pageSize) return;
    }
  }

  async *readAll(after?: Position, limit = Infinity): AsyncGenerator<Recorded> {
    const { connection, settings } = this;
    for (let position = after, left = limit; left > 0;) {
      const size = Math.min(left, settings.pageSize);
      const from = position;
      const page = await connection.run('log', (connected) => logPage(connected, settings, from, size));
      yield* page;
      if (page.length < size) return;
      position = page.at(-1)!.position;
      left -= size;
    }
  }

  follow(after?: Position, { signal }: Cancellable = {}): AsyncIterable<Recorded | CaughtUp> {
    const stopped = signal === undefined ? this.closing.signal : AbortSignal.any([signal, this.closing.signal]);
    return follow(this.connection, this.settings, after, stopped);
  }

  head(): Promise<Position | undefined> {
    return this.connection.run('log', (connected) => headOf(connected, this.settings));
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.connection.close();
  }
}

/** A server that has just started may not know its users for a moment. */
async function acceptedBy(connected: Connected, settings: Settings): Promise<void> {
  const until = Date.now() + settings.callTimeout;
  for (let delay = settings.retryDelay; ; delay = Math.min(delay * 2, settings.maxRetryDelay)) {
    try {
      await headOf(connected, settings);
      return;
    } catch (error) {
      if (!isRefusal(error) || Date.now() + delay > until) throw error;
    }
    await pause(delay);
  }
}
