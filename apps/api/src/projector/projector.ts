import { Worker } from 'node:worker_threads';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EventStore } from '#eventsourcing';
import { EVENT_STORE, LOG, Metrics } from '#nest';
import { ReadDatabase, ReadModels, runProjector, type Lag } from '#projections';

/** Where the projector finds the log and the read database. */
export interface ProjectorPlace {
  /** Address of the event store. */
  readonly log: string;
  readonly readFolder: string;
}

/** What the projector's thread tells. */
export interface FromProjector {
  readonly caughtUp: boolean;
}

export const PROJECTOR_PLACE = Symbol('projector place');

/** Milliseconds until a projector that broke down is started again; doubled each time, up to the last. */
const BACK_OFF = { first: 100, most: 10_000 };

/**
 * Keeps the read models up to date while the server runs: on a thread of its own, or within this one for a log in
 * memory. If it breaks down it is started again, and goes on from its checkpoint.
 */
@Injectable()
export class Projector implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private caughtUpOnce = false;

  constructor(
    @Inject(PROJECTOR_PLACE) private readonly place: ProjectorPlace,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly models: ReadModels,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepRunning();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
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

  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    let wait = BACK_OFF.first;
    while (!signal.aborted) {
      const started = Date.now();
      try {
        await (this.place.log === 'memory' ? this.runHere() : this.runOnThread());
      } catch (error) {
        this.log.error({ err: error }, 'the projector broke down; it is started again');
      }
      if (signal.aborted) return;
      wait = Date.now() - started > BACK_OFF.most ? BACK_OFF.first : Math.min(wait * 2, BACK_OFF.most);
      await pause(wait, signal);
    }
  }

  private runOnThread(): Promise<void> {
    const worker = new Worker(new URL('./projector.worker.js', import.meta.url), { workerData: this.place });
    const stop = (): void => worker.postMessage('stop');
    this.stopping.signal.addEventListener('abort', stop);
    return new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromProjector) => void this.hear(message));
      worker.once('error', reject);
      worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`its thread ended with ${code}`))));
    }).finally(() => this.stopping.signal.removeEventListener('abort', stop));
  }

  private async runHere(): Promise<void> {
    const database = await ReadDatabase.open({ folder: this.place.readFolder });
    try {
      await runProjector(this.store, database, {
        signal: this.stopping.signal,
        onCommit: () => void this.hear({ caughtUp: false }),
        onCaughtUp: () => void this.hear({ caughtUp: true }),
      });
    } finally {
      await database.close();
    }
  }

  private async hear({ caughtUp }: FromProjector): Promise<void> {
    // Not what the projector says, but what a reader sees: a generation that is still being built is nobody's answer.
    const position = await this.models.checkpoint();
    if (position !== undefined) this.models.poke(position);
    if (!caughtUp) return;
    this.caughtUpOnce = true;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
