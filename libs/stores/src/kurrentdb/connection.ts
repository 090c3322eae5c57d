import { KurrentDBClient, type Credentials } from '@kurrent/kurrentdb-client';
import { ServerFeatures } from '@kurrent/kurrentdb-client/dist/Client/ServerFeatures.js';
import { StoreUnavailable } from '#eventsourcing';
import { Address, type Endpoint } from './address.js';
import {
  isMisled,
  isNotLeader,
  isPassing,
  isRefusal,
  toStoreUnavailable,
  Unanswered,
  UnsupportedServer,
} from './errors.js';
import { Leadership } from './leadership.js';
import type { Settings } from './options.js';
import { withoutServerNameWarning } from './server-name.js';
import { Standing, type Asked } from './standing.js';
import { pause, unlessAborted, within } from './waiting.js';

const STREAMS_SERVICE = '/kurrentdb.protocol.v2.streams.StreamsService';

/** A client whose server has answered, and what that server can do. */
export interface Connected {
  readonly client: KurrentDBClient;
  /** How this server takes an append across streams: from 26.1 on, and from 25.1 on. */
  readonly across: 'appendRecords' | 'multiStreamAppend';
}

/** A client, for as long as the node that it talks to is the one to talk to. */
interface Talk {
  readonly client: KurrentDBClient;
  /** Aborts when another node leads: whatever still waits for an answer is to be asked there. */
  readonly left: AbortSignal;
  readonly leave: () => void;
}

interface Link extends Talk {
  /** Undefined when the server is to be asked again before anything else is. */
  greeted: Promise<Connected> | undefined;
  connected: Connected | undefined;
  /** Calls that failed running, each after the server had answered a greeting. */
  failures: number;
}

const MOVED = 'another node leads';

/**
 * Keeps one client for calls and one for subscriptions. Of a cluster both talk to the node that leads, and to the next one
 * as soon as it does, whatever still waits for the last. Otherwise a client is replaced only where it seems broken for good:
 * the Rust part of each keeps some 100 KB for ever, so a new one for every attempt would eat a process up in an outage.
 */
export class Connection {
  private link: Link | undefined;
  private subscriber: Talk | undefined;
  private replacedAt = -Infinity;
  private closed = false;
  private readonly address: Address;
  private readonly credentials: Credentials | undefined;
  /** Undefined where there is one node only. */
  private readonly leadership: Leadership | undefined;
  private readonly standing: Standing;
  /** False where a certificate alone says who we are: see `build`. */
  readonly classicAppend: boolean;

  constructor(
    connectionString: string,
    private readonly settings: Settings,
  ) {
    this.address = new Address(connectionString, settings);
    this.credentials = this.address.credentials;
    this.standing = new Standing(settings.onChange);
    if (this.address.isEncrypted) withoutServerNameWarning();
    this.classicAppend = this.credentials !== undefined || !this.address.isEncrypted;
    if (this.address.isCluster) {
      const moved = (): void => this.moved();
      this.leadership = new Leadership(this.address.seeds, this.address.channelCredentials(), moved);
    }
  }

  /**
   * Runs calls on a connected client; tries again, for as long as there is patience, what may pass.
   * The work must bear being done twice.
   * @throws StoreUnavailable when patience is over or the signal aborts, StoreRefused at once; anything else that cannot
   *   pass is thrown as it is
   */
  async run<T>(asked: Asked, work: (connected: Connected) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const until = Date.now() + this.settings.patience;
    for (let delay = this.settings.retryDelay; ; delay = Math.min(delay * 2, this.settings.maxRetryDelay)) {
      let link: Link | undefined;
      let connected: Connected | undefined;
      try {
        link = await unlessAborted(this.reach(), signal);
        const { left } = link;
        connected = await unlessAborted(unlessAborted(this.greeting(link), left, MOVED), signal);
        const result = await unlessAborted(unlessAborted(work(connected), left, MOVED), signal);
        if (this.link?.connected === connected) this.link.failures = 0;
        this.standing.well(asked);
        return result;
      } catch (error) {
        if (isRefusal(error)) throw this.refused(asked, error, connected);
        if (!isPassing(error)) throw error;
        const gaveUp = signal?.aborted === true || this.closed;
        if (connected !== undefined && !gaveUp) this.failed(connected, error);
        // There is a node to ask at once, which has failed nothing yet.
        if (link?.left.aborted === true) delay = this.settings.retryDelay;
        if (gaveUp) throw toStoreUnavailable(error, this.address);
        if (Date.now() + delay > until) throw this.standing.unwell(asked, toStoreUnavailable(error, this.address));
        if (this.leadership !== undefined && isNotLeader(error)) await unlessAborted(this.leadership.look(), signal);
        else await pause(delay, signal);
      }
    }
  }

  /** What a refusal means, to be thrown or waited out. The server is asked again who it is before anything else is. */
  refused(asked: Asked, error: unknown, connected?: Connected): StoreUnavailable {
    if (connected !== undefined && this.link?.connected === connected) {
      this.link.greeted = this.link.connected = undefined;
    }
    return this.standing.unwell(asked, toStoreUnavailable(error, this.address));
  }

  /** Somebody has been given what he asked for. */
  answered(asked: Asked): void {
    this.standing.well(asked);
  }

  /** The client of all subscriptions. It reconnects by itself; its reader, which could not, is never used. */
  async forSubscriptions(): Promise<Pick<Talk, 'client' | 'left'>> {
    const node = await this.leader();
    return (this.subscriber ??= this.talkTo(node));
  }

  close(): void {
    this.closed = true;
    this.leadership?.close();
    for (const talk of [this.link, this.subscriber]) if (talk !== undefined) this.release(talk.client);
  }

  private async reach(): Promise<Link> {
    const node = await this.leader();
    return (this.link ??= { ...this.talkTo(node), greeted: undefined, connected: undefined, failures: 0 });
  }

  /** The node to talk to; undefined where there is one only. */
  private async leader(): Promise<Endpoint | undefined> {
    const { leadership } = this;
    const found = leadership === undefined ? undefined : await this.found(leadership);
    if (this.closed) throw new StoreUnavailable('the store is closed');
    return found;
  }

  private async found(leadership: Leadership): Promise<Endpoint> {
    try {
      return await within(this.settings.callTimeout, 'finding the leader', leadership.leader());
    } catch {
      throw new Unanswered(`no node says who leads (${leadership.reason})`);
    }
  }

  /** What waits for the node that led is asked again of the one that does. */
  private moved(): void {
    for (const talk of [this.link, this.subscriber]) {
      if (talk === undefined) continue;
      talk.leave();
      this.release(talk.client);
    }
    this.link = this.subscriber = undefined;
  }

  private greeting(link: Link): Promise<Connected> {
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

  private talkTo(node: Endpoint | undefined): Talk {
    const leaving = new AbortController();
    return { client: this.build(node), left: leaving.signal, leave: () => leaving.abort() };
  }

  private build(node: Endpoint | undefined): KurrentDBClient {
    const client = KurrentDBClient.connectionString(this.address.to(node));
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
    if (isNotLeader(error) && !isMisled(error)) return;
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
