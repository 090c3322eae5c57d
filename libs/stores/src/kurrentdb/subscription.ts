import {
  START,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type KurrentDBClient,
} from '@kurrent/kurrentdb-client';
import type { Position, Recorded } from '#eventsourcing';
import { Unanswered } from './errors.js';
import type { Settings } from './options.js';
import { fromPosition, toPosition } from './position.js';
import { ourStreams } from './read.js';
import { toRecorded } from './record.js';

/** What a subscription gives, in the order of the log. */
export type Item =
  | { readonly event: Recorded }
  /** The log was read to its end. */
  | { readonly caughtUp: true }
  /** Nothing of ours stands between the last event and here. */
  | { readonly checkpoint: Position };

/** The server tells how far it has looked each so many windows of 32 events. */
const CHECKPOINT_INTERVAL = 32;

/** One subscription at the server. It gives what comes until it is dropped; it never comes back. */
export class Subscription {
  private readonly queue: Item[] = [];
  /** Markers told ahead of events that still wait in the client's own buffer; `behind` counts those. */
  private readonly markers: { item: Item; behind: number }[] = [];
  private readonly stream: AllStreamSubscription;
  private readonly confirmation: NodeJS.Timeout;
  private dropped: Error | undefined;
  private wake: (() => void) | undefined;

  /**
   * Starts after a position, or at the start of the log.
   * @param left ends it when it aborts: another node leads
   */
  constructor(
    client: KurrentDBClient,
    private readonly settings: Settings,
    after: Position | undefined,
    private readonly left: AbortSignal,
  ) {
    this.stream = client.subscribeToAll({
      fromPosition: after === undefined ? START : fromPosition(after),
      filter: {
        ...ourStreams(settings),
        checkpointInterval: CHECKPOINT_INTERVAL,
        // Never throws: that would stall the subscription.
        checkpointReached: (_, position) => this.mark({ checkpoint: toPosition(position) }),
      },
    });
    const silent = new Unanswered(`subscribing took over ${settings.callTimeout} ms`);
    this.confirmation = setTimeout(() => this.drop(silent), settings.callTimeout);
    left.addEventListener('abort', this.leave);
    // The listeners run synchronously and never throw: an error here would end the process.
    this.stream.on('confirmation', () => clearTimeout(this.confirmation));
    this.stream.on('data', (resolved: AllStreamResolvedEvent) => this.receive(resolved));
    this.stream.on('caughtUp', () => this.mark({ caughtUp: true }));
    this.stream.on('error', (error: Error) => this.drop(error));
    this.stream.on('end', () => this.drop(new Unanswered('the server ended the subscription')));
  }

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  /** The next item, if it is there already. */
  take(): Item | undefined {
    const item = this.queue.shift();
    if (this.queue.length <= this.settings.highWaterMark / 2 && this.stream.isPaused()) this.stream.resume();
    return item;
  }

  /**
   * Resolves when there may be another item, after some milliseconds, or when the signal aborts.
   * @throws what dropped the subscription, once all has been taken that came before
   */
  async more(signal: AbortSignal, milliseconds?: number): Promise<void> {
    if (this.queue.length > 0 || signal.aborted) return;
    if (this.dropped !== undefined) throw this.dropped;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.wake = undefined;
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
      this.wake = done;
    });
  }

  close(): void {
    clearTimeout(this.confirmation);
    this.left.removeEventListener('abort', this.leave);
    this.dropped ??= new Unanswered('the subscription is closed');
    // Waits for a connection that may never come, so nobody waits for it.
    void this.stream.unsubscribe().catch(() => {});
    this.stream.resume();
  }

  private receive(resolved: AllStreamResolvedEvent): void {
    try {
      this.push({ event: toRecorded(resolved) });
    } catch (error) {
      this.drop(error as Error);
    }
    for (const marker of this.markers) marker.behind--;
    while (this.markers[0]?.behind === 0) this.push(this.markers.shift()!.item);
  }

  /** The client tells of these before it gives the events that came before them. */
  private mark(item: Item): void {
    const behind = this.stream.readableLength;
    if (behind === 0) this.push(item);
    else this.markers.push({ item, behind });
  }

  private push(item: Item): void {
    if (this.dropped !== undefined) return;
    this.queue.push(item);
    if (this.queue.length >= this.settings.highWaterMark) this.stream.pause();
    this.wake?.();
  }

  private readonly leave = (): void => this.drop(new Unanswered('another node leads'));

  private drop(error: Error): void {
    clearTimeout(this.confirmation);
    this.dropped ??= error;
    this.wake?.();
  }
}
