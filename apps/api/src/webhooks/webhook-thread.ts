import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Signal, type EventStore } from '#eventsourcing';
import { EVENT_STORE, LOG, Metrics } from '#http';
import { ReadModels } from '#projections';
import { keepRunning, SupervisedWorker } from '#threads';
import { AllowedAddresses, Deliveries, Endpoints, type AttemptResult, type WebhookFile } from '#webhooks';
import { deliverFrom, type WebhookPlace } from './deliver-from.js';

/** What the endpoints of an installation are kept in, and where the rest is found. */
export interface OpenedWebhooks {
  readonly db: WebhookFile;
  readonly place: WebhookPlace;
}

/** So long messages that are under way may take to end; those that are cut off are sent again. */
const STOP_MS = 1_500;

/** Under this name it is injected. */
export const WEBHOOKS = Symbol('webhooks');

/**
 * Tells endpoints of what happens while the server runs: on a thread of its own, or within this one for a log in memory. If
 * it breaks down it is started again, and goes on where it was.
 */
@Injectable()
export class WebhookThread implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  /** Where messages may be sent. */
  readonly allowed: AllowedAddresses;
  private readonly stopping = new AbortController();
  private readonly thread: SupervisedWorker<'stop' | 'look', AttemptResult>;
  /** Raised when an endpoint or a delivery was changed. */
  private readonly changed = new Signal();
  private lookHere = (): void => undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped: Promise<void> | undefined;

  constructor(
    @Inject(WEBHOOKS) private readonly opened: OpenedWebhooks,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly models: ReadModels,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.endpoints = new Endpoints(opened.db);
    this.deliveries = new Deliveries(opened.db);
    this.allowed = new AllowedAddresses(opened.place.allowPrivate);
    this.thread = new SupervisedWorker({
      name: 'webhooks',
      code: new URL('./webhooks.worker.js', import.meta.url),
      workerData: opened.place,
      again: 'always',
      farewell: 'stop',
      onMessage: (result) => this.metrics.webhookAttempt(result),
      onBreakdown: (error) => this.brokeDown(error),
    });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop();
    await Promise.all([this.stopped, this.running]);
  }

  /** Begins nothing new; what is under way has a moment to end, and is sent again after the next start where it does not. */
  stop(): void {
    this.stopping.abort();
    this.stopped ??= this.thread.stop(STOP_MS);
  }

  /** Something was changed that is to be acted upon. */
  look(): void {
    this.changed.raise();
    this.thread.post('look');
    this.lookHere();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    // Where that cannot be seen, the thread finds out, as often as it takes.
    await this.untilSomebodyListens(signal).catch((error: unknown) => this.brokeDown(error));
    if (signal.aborted) return;
    if (this.opened.place.log !== 'memory') return this.thread.start();
    await keepRunning(() => this.runHere(signal), { signal, onBreakdown: (error) => this.brokeDown(error) });
  }

  /** Most installations tell nobody: then nothing follows the log for it. */
  private async untilSomebodyListens(signal: AbortSignal): Promise<void> {
    for (let seen = this.changed.mark(); !signal.aborted; seen = this.changed.mark()) {
      if ((await this.endpoints.list()).length > 0) return;
      await this.changed.changed(seen, signal);
    }
  }

  private runHere(signal: AbortSignal): Promise<void> {
    const { opened, store, models } = this;
    return deliverFrom({ ...opened, store, models }, signal, {
      onAttempt: (result) => this.metrics.webhookAttempt(result),
      onStart: (look) => (this.lookHere = look),
    });
  }

  private brokeDown(error: unknown): void {
    this.log.error({ err: error }, 'the sending of webhooks broke down; it is started again');
  }
}
