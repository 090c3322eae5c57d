import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EventStore } from '#eventsourcing';
import { EVENT_STORE, LOG, Metrics } from '#http';
import { PROJECTOR_MEMORY, ReadModels, type Lag } from '#projections';
import { keepRunning, SupervisedWorker } from '#threads';
import { projectInto, type FromProjector } from './project-into.js';

/** Where the projector finds the log and the read database. */
export interface ProjectorPlace {
  /** Address of the event store. */
  readonly log: string;
  readonly readFolder: string;
}

/** So long a batch that is being written may take to end. One that is cut off is taken in again after the next start. */
const STOP_MS = 1_000;

export const PROJECTOR_PLACE = Symbol('projector place');

/**
 * Keeps the read models up to date while the server runs: on a thread of its own, or within this one for a log in
 * memory. If it breaks down it is started again, and goes on from its checkpoint.
 */
@Injectable()
export class Projector implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly thread: SupervisedWorker<'stop', FromProjector>;
  private runningHere: Promise<void> = Promise.resolve();
  private caughtUpOnce = false;

  constructor(
    @Inject(PROJECTOR_PLACE) private readonly place: ProjectorPlace,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly models: ReadModels,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.thread = new SupervisedWorker({
      name: 'projector',
      code: new URL('./projector.worker.js', import.meta.url),
      workerData: place,
      memory: PROJECTOR_MEMORY,
      again: 'always',
      isNeeded: true,
      farewell: 'stop',
      onMessage: (message) => void this.hear(message),
      onBreakdown: (error) => this.brokeDown(error),
    });
  }

  onApplicationBootstrap(): void {
    if (this.place.log !== 'memory') return this.thread.start();
    const { signal } = this.stopping;
    this.runningHere = keepRunning(() => this.runHere(), { signal, onBreakdown: (error) => this.brokeDown(error) });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.thread.stop(STOP_MS), this.runningHere]);
  }

  /** True once everything that was in the log at the start has been projected. */
  get isReady(): boolean {
    return this.caughtUpOnce;
  }

  /** How far the read models are behind the log. */
  async lag(): Promise<Lag> {
    const lag = await this.models.lag(await this.store.head());
    this.metrics.projectionsBehind(lag.behindFor / 1_000);
    return lag;
  }

  private runHere(): Promise<void> {
    const { place, store, stopping } = this;
    return projectInto(place.readFolder, store, stopping.signal, (message) => void this.hear(message));
  }

  private brokeDown(error: unknown): void {
    this.log.error({ err: error }, 'the projector broke down; it is started again');
  }

  private async hear(message: FromProjector): Promise<void> {
    if ('damaged' in message) {
      this.log.error('the read models were found damaged; they are made again from the log');
      this.caughtUpOnce = false;
      return;
    }
    try {
      // Not what the projector says, but what a reader sees: a generation that is still being built is nobody's answer.
      const position = await this.models.checkpoint();
      if (position !== undefined) this.models.poke(position);
    } catch (error) {
      // Anyone who waits looks for himself; nobody waits for this.
      this.log.error({ err: error }, 'how far the read models are cannot be seen');
    }
    this.caughtUpOnce ||= message.caughtUp;
  }
}
