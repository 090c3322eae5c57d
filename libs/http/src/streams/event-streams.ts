import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { isCaughtUp, toCloudEvent, type EventStore, type Position, type Recorded } from '#eventsourcing';
import { LOG } from '../log.js';
import { Metrics } from '../metrics.js';
import { EVENT_SOURCE, EVENT_STORE } from '../injection.js';

export interface StreamTiming {
  /** A comment so often, so that neither side nor anything between takes a quiet log for a dead line. */
  readonly heartbeatMs: number;
  /** A client that has not read what it was sent for so long is dropped: it can go on from the last event it had. */
  readonly patienceMs: number;
  /** So often it is asked whether the client may still have it. */
  readonly lookMs: number;
}

/** An event as it is sent. */
type Frame = (event: Recorded) => string;

export interface StreamManner {
  readonly timing?: StreamTiming;
  readonly frame?: Frame;
}

const TIMING: StreamTiming = { heartbeatMs: 15_000, patienceMs: 10_000, lookMs: 500 };

/** Events as they are recorded, as server-sent events: what was asked for first, then everything new, until one side ends. */
@Injectable()
export class EventStreams {
  private readonly open = new Set<AbortController>();
  private stopped = false;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_SOURCE) private readonly source: string,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Sends events after a position, each with its position as the id to resume from. Resolves when the stream has ended.
   * @param mayHaveIt asked again and again: a token that is revoked, or a session that ends, ends its streams
   * @param as.frame how an event is sent; left out: as a CloudEvent
   */
  async send(
    reply: FastifyReply,
    after: Position | undefined,
    mayHaveIt: () => boolean,
    as: StreamManner = {},
  ): Promise<void> {
    const { timing = TIMING, frame = (event) => cloudEventFrame(event, this.source) } = as;
    const ending = new AbortController();
    reply.hijack();
    const { raw } = reply;
    raw.on('close', () => ending.abort());
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');
    this.track(ending);
    const heartbeat = setInterval(() => raw.writableNeedDrain || raw.write(':\n\n'), timing.heartbeatMs);
    const look = setInterval(() => mayHaveIt() || ending.abort(), timing.lookMs);
    try {
      if (!this.stopped) await this.pump(raw, after, ending.signal, timing.patienceMs, frame);
    } catch (error) {
      this.log.warn({ err: error }, 'a stream of events broke off');
    } finally {
      clearInterval(heartbeat);
      clearInterval(look);
      this.forget(ending);
      raw.end();
    }
  }

  /** Ends every stream: the clients come back and go on where they were. */
  stop(): void {
    this.stopped = true;
    for (const ending of this.open) ending.abort();
  }

  private async pump(
    raw: ServerResponse,
    after: Position | undefined,
    signal: AbortSignal,
    patienceMs: number,
    frame: Frame,
  ): Promise<void> {
    for await (const item of this.store.follow(after, { signal })) {
      if (signal.aborted) return;
      if (isCaughtUp(item) || raw.write(frame(item))) continue;
      if (await isDrained(raw, signal, patienceMs)) continue;
      raw.destroy();
      this.log.info('a stream of events was dropped: its client did not read');
      return;
    }
  }

  private track(ending: AbortController): void {
    this.open.add(ending);
    this.metrics.streamsOpen(this.open.size);
  }

  private forget(ending: AbortController): void {
    this.open.delete(ending);
    this.metrics.streamsOpen(this.open.size);
  }
}

function cloudEventFrame(event: Recorded, source: string): string {
  return `id: ${event.position}\ndata: ${JSON.stringify(toCloudEvent(event, source))}\n\n`;
}

/** Nothing more is read from the log until the client has taken what it was sent. False where it takes too long. */
async function isDrained(raw: ServerResponse, signal: AbortSignal, patienceMs: number): Promise<boolean> {
  try {
    await once(raw, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) });
    return true;
  } catch {
    return signal.aborted;
  }
}
