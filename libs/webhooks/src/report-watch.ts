import type { Position } from '#eventsourcing';
import type { Clock } from './clock.js';
import type { Deliveries } from './deliveries.js';
import type { Endpoint } from './endpoint.js';
import type { Endpoints } from './endpoints.js';
import { hasRoom } from './feeding.js';

/** How a report stands. */
export interface ReportState {
  readonly position: Position | null;
  /** Of everything that it answers, but for the position. */
  readonly digest: string;
  /** Where it can be read. */
  readonly url: string;
}

/** The reports that can be watched. */
export interface Reports {
  /** Differs whenever a report may: cheap. */
  readonly version: () => Promise<string>;
  /** Undefined while it cannot be read: then it is looked at later. */
  readonly state: (report: string) => Promise<ReportState | undefined>;
}

/** The type of the message that a report changed. */
export const REPORT_CHANGED = 'report.changed';

/** How often it is asked whether anything may have changed, and how long a report that was looked at is left alone. */
const LOOK_EVERY_MS = 500;
const GATHER_MS = 5_000;
/** A report that takes long to make is made the more seldom. */
const LEISURE = 10;

/** Tells endpoints of reports whose answers have changed, at most once in a while: never what is in them. */
export class ReportWatch {
  private readonly seen = new Map<string, { readonly version: string; readonly notBefore: number }>();

  constructor(
    private readonly reports: Reports,
    private readonly endpoints: Endpoints,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
  ) {}

  /** Looks again and again until the signal aborts; `queued` is called when there is something to send. */
  async run(signal: AbortSignal, queued: () => void): Promise<void> {
    while (!signal.aborted) {
      if (await this.look()) queued();
      await this.clock.until(this.clock.now() + LOOK_EVERY_MS, signal);
    }
  }

  /** True where something was queued. */
  async look(): Promise<boolean> {
    const endpoints = (await this.endpoints.list()).filter(({ status }) => status === 'active');
    const wanted = new Set(endpoints.flatMap(({ reports }) => reports));
    if (wanted.size === 0) return false;
    const version = await this.reports.version();
    let queued = false;
    for (const report of wanted) {
      const told: Endpoint[] = [];
      for (const endpoint of endpoints) {
        if (endpoint.reports.includes(report) && (await hasRoom(this.deliveries, endpoint.id))) told.push(endpoint);
      }
      queued = (await this.lookAt(report, version, told)) || queued;
    }
    return queued;
  }

  private async lookAt(report: string, version: string, told: readonly Endpoint[]): Promise<boolean> {
    if (told.length === 0) return false;
    const seen = this.seen.get(report);
    const started = this.clock.now();
    const audience = `${version} ${told.map(({ id }) => id).join(' ')}`;
    if (seen !== undefined && (seen.version === audience || seen.notBefore > started)) return false;
    const state = await this.reports.state(report);
    if (state === undefined) return false;
    const now = this.clock.now();
    this.seen.set(report, { version: audience, notBefore: now + Math.max(GATHER_MS, LEISURE * (now - started)) });
    let queued = false;
    for (const { id } of told) {
      if ((await this.endpoints.markOf(id, report)) === state.digest) continue;
      await this.tell(id, report, state, now);
      queued = true;
    }
    return queued;
  }

  private async tell(
    endpointId: string,
    report: string,
    { position, digest, url }: ReportState,
    now: number,
  ): Promise<void> {
    const timestamp = new Date(now).toISOString();
    const body = JSON.stringify({ type: REPORT_CHANGED, timestamp, data: { report, position, url } });
    const key = `${report} ${position} ${digest}`;
    await this.deliveries.dropUnsent(endpointId, report);
    const subject = { about: report, body };
    await this.deliveries.queue(endpointId, [{ key, type: REPORT_CHANGED, position: position ?? '', subject }], now);
    // Afterwards: should the process end in between, it is told twice and not never.
    await this.endpoints.mark(endpointId, report, digest);
  }
}
