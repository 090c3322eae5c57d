import { KurrentDBClient, NotLeaderError, type Credentials } from '@kurrent/kurrentdb-client';
import { ServerFeatures } from '@kurrent/kurrentdb-client/dist/Client/ServerFeatures.js';
import { StoreUnavailable } from '#eventsourcing';
import { isMisled, isPassing, toStoreUnavailable, UnsupportedServer } from './errors.js';
import type { Settings } from './options.js';
import { pause, unlessAborted, within } from './waiting.js';

const STREAMS_SERVICE = '/kurrentdb.protocol.v2.streams.StreamsService';

/** A client whose server has answered, and what that server can do. */
export interface Connected {
  readonly client: KurrentDBClient;
  /** How this server takes an append across streams: from 26.1 on, and from 25.1 on. */
  readonly across: 'appendRecords' | 'multiStreamAppend';
}

interface Link {
  readonly client: KurrentDBClient;
  /** Undefined when the server is to be asked again before anything else is. */
  greeted: Promise<Connected> | undefined;
  connected: Connected | undefined;
  /** Calls that failed running, each after the server had answered a greeting. */
  failures: number;
}

/**
 * Keeps one client for calls and one for subscriptions. A client is replaced only where it seems broken for good: the
 * Rust part of each keeps some 100 KB for ever, so a new one for every attempt would eat a process up in an outage.
 */
export class Connection {
  private link: Link | undefined;
  private subscriber: KurrentDBClient | undefined;
  private replacedAt = -Infinity;
  private closed = false;
  private readonly connectionString: string;
  private readonly credentials: Credentials | undefined;
  /** False where a certificate alone says who we are: see `build`. */
  readonly classicAppend: boolean;

  constructor(
    connectionString: string,
    private readonly settings: Settings,
  ) {
    this.connectionString = withDefaults(connectionString, settings);
    this.credentials = credentialsOf(connectionString);
    this.classicAppend = this.credentials !== undefined || /[?&]tls=false\b/i.test(connectionString);
  }

  /**
   * Runs calls on a connected client; tries again, for as long as there is patience, what may pass.
   * The work must bear being done twice.
   * @throws StoreUnavailable when patience is over or the signal aborts; what cannot pass is thrown as it is
   */
  async run<T>(work: (connected: Connected) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const until = Date.now() + this.settings.patience;
    for (let delay = this.settings.retryDelay; ; delay = Math.min(delay * 2, this.settings.maxRetryDelay)) {
      let connected: Connected | undefined;
      try {
        connected = await unlessAborted(this.connect(), signal);
        const result = await unlessAborted(work(connected), signal);
        if (this.link?.connected === connected) this.link.failures = 0;
        return result;
      } catch (error) {
        if (!isPassing(error)) throw error;
        const gaveUp = signal?.aborted === true || this.closed;
        if (connected !== undefined && !gaveUp) this.failed(connected, error);
        if (gaveUp || Date.now() + delay > until) throw toStoreUnavailable(error);
        await pause(delay, signal);
      }
    }
  }

  /** The client of all subscriptions. It reconnects by itself; its reader, which could not, is never used. */
  forSubscriptions(): KurrentDBClient {
    return (this.subscriber ??= this.build());
  }

  close(): void {
    this.closed = true;
    for (const client of [this.link?.client, this.subscriber]) if (client !== undefined) this.release(client);
  }

  private connect(): Promise<Connected> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    const link = (this.link ??= { client: this.build(), greeted: undefined, connected: undefined, failures: 0 });
    if (link.greeted === undefined) {
      const greeted = this.greet(link.client);
      link.greeted = greeted;
      greeted.then(
        (connected) => (link.connected = connected),
        () => (link.greeted = undefined),
      );
    }
    return link.greeted;
  }

  private build(): KurrentDBClient {
    const client = KurrentDBClient.connectionString(this.connectionString);
    // With a provider the client uses the Append call that has a deadline; its batched one hangs for ever unanswered.
    // Without TLS the credentials are never sent; where only a certificate speaks for us, a provider would break it.
    if (this.classicAppend) client.setCredentialsProvider(() => this.credentials as Credentials);
    return client;
  }

  /** Asks the server who it is. A first read of a server that is away would break the client's reader for good. */
  private async greet(client: KurrentDBClient): Promise<Connected> {
    // The client's own way to ask keeps a failed answer for ever.
    const asked = client['execute'](...ServerFeatures.createServerFeatures);
    const features = await within(this.settings.callTimeout, 'connecting', asked);
    const can = (method: string): boolean => features.supports({ path: `${STREAMS_SERVICE}/${method}` } as never);
    if (can('AppendRecords')) return { client, across: 'appendRecords' };
    if (can('AppendSession')) return { client, across: 'multiStreamAppend' };
    throw new UnsupportedServer(
      `KurrentDB 25.1 or newer is needed, for appends across streams; this server is ${features.serverVersion}`,
    );
  }

  /** Has the server greeted again; replaces the client where that was not enough. */
  private failed(connected: Connected, error: unknown): void {
    const link = this.link;
    // Of all the calls that one break has ended only the first counts.
    if (link === undefined || link.connected !== connected) return;
    link.greeted = link.connected = undefined;
    // The client goes to the leader by itself where it was told of one in words that it knows.
    if (error instanceof NotLeaderError) return;
    link.failures++;
    const seemsBroken = link.failures > 1 || isMisled(error);
    if (!seemsBroken || Date.now() - this.replacedAt < this.settings.maxRetryDelay) return;
    this.replacedAt = Date.now();
    this.link = undefined;
    this.release(link.client);
  }

  private release(client: KurrentDBClient): void {
    void client.dispose().catch(() => {});
    // Disposing leaves the channel open; there is no public way to close it. Calls under way may still finish.
    const close = async (): Promise<void> => (await client['getChannel']()).close();
    setTimeout(() => void close().catch(() => {}), this.closed ? 0 : this.settings.callTimeout).unref();
  }
}

/** What the client needs to hear through its connection string, unless the operator says otherwise. */
function withDefaults(connectionString: string, { callTimeout }: Settings): string {
  // The default of 100 makes every first read wait half a second.
  const defaults = { discoveryInterval: 10, defaultDeadline: callTimeout };
  let full = connectionString.trim();
  for (const [name, value] of Object.entries(defaults)) {
    if (new RegExp(`[?&]${name}=`, 'i').test(full)) continue;
    full += `${full.includes('?') ? '&' : '?'}${name}=${value}`;
  }
  return full;
}

function credentialsOf(connectionString: string): Credentials | undefined {
  const match = /^[^:]+:\/\/([^:@/]+):([^@]+)@/.exec(connectionString.trim());
  if (match === null) return undefined;
  return { username: decodeURIComponent(match[1]!), password: decodeURIComponent(match[2]!) };
}
