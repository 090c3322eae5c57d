import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { RecordPlace } from '#eventsourcing';
import { LOG, Metrics } from '#http';
import { parseCheckpoint, parseNote, TILE_WIDTH } from '#ledger';
import { SupervisedWorker } from '#threads';
import { Checkpoints, LEDGER, type Ledger } from '../audit/checkpoints.js';
import { AlteredRecords } from './altered-records.js';
import type { Scrubbed } from './scrub-log.js';

/** The log is to be read once, and held against what was signed last. */
export type ToScrub = 'stop' | { readonly size: number; readonly root: Uint8Array };

export type FromScrub = { readonly altered: RecordPlace } | { readonly scrubbed: Scrubbed };

export const SCRUB_RATE = Symbol('records a second that are read in the background');

/** So long after the log was read it is read again. */
const AGAIN_AFTER_MS = 60_000;
const STOP_MS = 500;

/**
 * Reads the whole log over and over while the server runs, at low priority, and notes what is not what was recorded: who changed
 * a record long ago is found without anybody asking for it. A log in memory is nobody's to change.
 */
@Injectable()
export class ScrubThread implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly thread: SupervisedWorker<ToScrub, FromScrub> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    @Inject(LEDGER) { place }: Ledger,
    @Inject(SCRUB_RATE) rate: number,
    private readonly checkpoints: Checkpoints,
    private readonly altered: AlteredRecords,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {
    if (rate === 0 || place.address === 'memory') return;
    this.thread = new SupervisedWorker({
      name: 'scrub',
      code: new URL('./scrub.worker.js', import.meta.url),
      workerData: { ...place, restMs: (TILE_WIDTH * 1_000) / rate },
      again: 'when-needed',
      farewell: 'stop',
      onMessage: (message) => this.hear(message),
      onBreakdown: (error) => {
        this.log.error({ err: error }, 'the reading of the log in the background broke down; it is begun again');
        this.again();
      },
    });
  }

  onApplicationBootstrap(): void {
    this.metrics.scrubbed();
    void this.scrub();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.thread?.stop(STOP_MS);
  }

  private async scrub(): Promise<void> {
    try {
      await this.thread?.up();
      const { size, root } = parseCheckpoint(parseNote(await this.checkpoints.latest()).text);
      this.thread?.post({ size, root });
    } catch (error) {
      if (!this.isStopped) this.log.warn({ err: error }, 'the log could not be read in the background');
    }
  }

  private hear(message: FromScrub): void {
    if ('altered' in message) return this.altered.note(message.altered);
    const { rewritten } = message.scrubbed;
    if (rewritten !== undefined) this.altered.noteRewritten(rewritten);
    this.metrics.scrubbed();
    this.again();
  }

  private again(): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.scrub(), AGAIN_AFTER_MS).unref();
  }
}
