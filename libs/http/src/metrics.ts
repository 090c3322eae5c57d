import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus is told. Labels are routes and codes, never an id or a name. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests: Counter;
  private readonly seconds: Histogram;
  private readonly commands: Counter;
  private readonly webhooks: Counter;
  private readonly streams: Gauge;
  private readonly behind: Gauge;
  private readonly signed: Gauge;
  private readonly running: Gauge;
  private readonly breakdowns: Gauge;
  private readonly repeated: Gauge;
  private readonly altered: Gauge;
  /** When the log was last read whole in the background, or that was begun; in milliseconds. */
  private scrubbedAt: number | undefined;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Counter({
      name: 'homeward_http_requests_total',
      help: 'Requests answered',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'homeward_http_request_seconds',
      help: 'Time from a request to its answer',
      labelNames: ['method', 'route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
    this.commands = new Counter({
      name: 'homeward_commands_total',
      help: 'Commands by what came of them: done, already-so, repeated, or the code of the refusal',
      labelNames: ['command', 'outcome'],
      registers,
    });
    this.webhooks = new Counter({
      name: 'homeward_webhook_attempts_total',
      help: 'Attempts to send a webhook by what came of them: delivered, failed, dead (the last one failed) or gone (410)',
      labelNames: ['outcome'],
      registers,
    });
    this.streams = new Gauge({ name: 'homeward_event_streams', help: 'Open streams of events (SSE)', registers });
    this.behind = new Gauge({
      name: 'homeward_projections_behind_seconds',
      help: 'For how long the projections have been behind the log; 0 when they are caught up',
      registers,
    });
    this.signed = new Gauge({
      name: 'homeward_checkpoint_size',
      help: 'Records that the newest signed checkpoint counts',
      registers,
    });
    this.repeated = new Gauge({
      name: 'homeward_repeated_ids',
      help: 'Records of the log whose id stands in it before them',
      registers,
    });
    this.altered = new Gauge({
      name: 'homeward_altered_records',
      help: 'Records that are not what was recorded, as far as is known',
      registers,
    });
    const ageOfScrub = (): number | undefined =>
      this.scrubbedAt === undefined ? undefined : (Date.now() - this.scrubbedAt) / 1_000;
    // oxlint-disable-next-line no-new
    new Gauge({
      name: 'homeward_scrub_age_seconds',
      help: 'How long ago the whole log was last read in the background; before the first time, since the start',
      registers,
      collect() {
        const age = ageOfScrub();
        if (age !== undefined) this.set(age);
      },
    });
    this.running = new Gauge({
      name: 'homeward_thread_running',
      help: '1 while a thread of the server can be used, else 0',
      labelNames: ['thread'],
      registers,
    });
    this.breakdowns = new Gauge({
      name: 'homeward_thread_breakdowns',
      help: 'How often a thread of the server broke down since the start',
      labelNames: ['thread'],
      registers,
    });
  }

  /** How the threads are. */
  threads(
    threads: readonly { readonly name: string; readonly isRunning: boolean; readonly breakdowns: number }[],
  ): void {
    for (const { name, isRunning, breakdowns } of threads) {
      this.running.set({ thread: name }, isRunning ? 1 : 0);
      this.breakdowns.set({ thread: name }, breakdowns);
    }
  }

  /** What came of an attempt to send a webhook. */
  webhookAttempt(outcome: string): void {
    this.webhooks.inc({ outcome });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.inc({ method, route, status });
    this.seconds.observe({ method, route }, seconds);
  }

  command(command: string, outcome: string): void {
    this.commands.inc({ command, outcome });
  }

  /** How many streams of events are open. */
  streamsOpen(count: number): void {
    this.streams.set(count);
  }

  projectionsBehind(seconds: number): void {
    this.behind.set(seconds);
  }

  checkpointSigned(size: number): void {
    this.signed.set(size);
  }

  recordsAltered(records: number): void {
    this.altered.set(records);
  }

  /** The log was read whole, or that is begun for the first time. */
  scrubbed(): void {
    this.scrubbedAt = Date.now();
  }

  idsRepeated(records: number): void {
    this.repeated.set(records);
  }
}
