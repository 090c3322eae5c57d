import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EventStore } from '#eventsourcing';
import { EVENT_STORE, LOG, Metrics } from '#http';
import { ReadModels } from '#projections';
import { AllowedAddresses, Deliveries, Endpoints, type AttemptResult, type WebhookFile } from '#webhooks';
import { keepRunning, runOnThread } from '../keep-running.js';
import { deliverFrom, type WebhookPlace } from './deliver-from.js';

/** What the endpoints of an installation are kept in, and where the rest is found. */
export interface OpenedWebhooks {
  readonly db: WebhookFile;
  readonly place: WebhookPlace;
}

/** Under this name it is injected. */
export const WEBHOOKS = Symbol('webhooks');

/**
 * Tells endpoints of what happens while the server runs: on a thread of its own, or within this one for a log in memory. If
 * it breaks down it is started again, and goes on where it was.
 */
@Injectable()
export class WebhookDispatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  /** Where messages may be sent. */
  readonly allowed: AllowedAddresses;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

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
  }

  onApplicationBootstrap(): void {
    const { signal } = this.stopping;
    const run = (): Promise<void> => (this.opened.place.log === 'memory' ? this.runHere() : this.runOnThread());
    const work = async (): Promise<void> => {
      await this.untilSomebodyListens();
      if (!signal.aborted) await run();
    };
    this.running = keepRunning(work, { name: 'the sending of webhooks', signal, log: this.log });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop();
    await this.running;
  }

  /** Begins nothing new; what is under way has a moment to end, and is sent again after the next start where it does not. */
  stop(): void {
    this.stopping.abort();
  }

  /** Something was changed that is to be acted upon. */
  look(): void {
    this.wake();
  }

  /** Most installations tell nobody: then nothing follows the log for it. */
  private async untilSomebodyListens(): Promise<void> {
    const { signal } = this.stopping;
    while ((await this.endpoints.list()).length === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  private runOnThread(): Promise<void> {
    return runOnThread<AttemptResult>({
      code: new URL('./webhooks.worker.js', import.meta.url),
      workerData: this.opened.place,
      signal: this.stopping.signal,
      hear: (result) => this.metrics.webhookAttempt(result),
      onStart: (worker) => (this.wake = () => worker.postMessage('look')),
    });
  }

  private runHere(): Promise<void> {
    const { opened, store, models } = this;
    return deliverFrom({ ...opened, store, models }, this.stopping.signal, {
      onAttempt: (result) => this.metrics.webhookAttempt(result),
      onStart: (look) => (this.wake = look),
    });
  }
}
