import { isCaughtUp, Signal, type EventStore } from '#eventsourcing';
import { CLOCK, type Clock } from './clock.js';
import { Deliveries } from './deliveries.js';
import type { Due, Outcome } from './delivery.js';
import { Endpoints } from './endpoints.js';
import { feed, type Telling } from './feeding.js';
import type { Post } from './post.js';
import { ReportWatch, type Reports } from './report-watch.js';
import { nextTry, RETRY_AFTER } from './retry-schedule.js';
import { signed } from './secrets.js';
import type { WebhookFile } from './webhook-file.js';

/** What came of an attempt, for the counters. */
export type AttemptResult = 'delivered' | 'failed' | 'dead' | 'gone';

export interface DispatcherOptions {
  readonly store: EventStore;
  /** From `openWebhookFile`. */
  readonly db: WebhookFile;
  readonly telling: Telling;
  readonly reports: Reports;
  readonly post: Post;
  readonly onAttempt?: (result: AttemptResult) => void;
  readonly clock?: Clock;
  /** Milliseconds from each failed attempt to the next. */
  readonly schedule?: readonly number[];
  /** From 0 to 1. */
  readonly chance?: () => number;
  /** So long attempts that are under way may take to end once all is to stop. */
  readonly graceMs?: number;
}

interface Round {
  readonly ending: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Tells every endpoint what it wants to know: at least once each, one message after the other, each endpoint on a round of
 * its own, so that one that is slow or dead holds up nobody else. Messages go out in the order of the log; one that failed
 * is tried again later than what followed it.
 */
export class WebhookDispatcher {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  private readonly clock: Clock;
  /** There may be something to do. */
  private readonly work = new Signal();
  private readonly rounds = new Map<string, Round>();

  constructor(private readonly options: DispatcherOptions) {
    this.endpoints = new Endpoints(options.db);
    this.deliveries = new Deliveries(options.db);
    this.clock = options.clock ?? CLOCK;
  }

  /** Something was changed from outside: an endpoint, or a delivery that is to be tried again. */
  look(): void {
    this.work.raise();
  }

  /** Delivers until the signal aborts and what was under way has ended. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, reports, graceMs = 1_000 } = this.options;
    const cut = new AbortController();
    signal.addEventListener('abort', () => setTimeout(() => cut.abort(), graceMs).unref());
    const stop = new AbortController();
    const until = AbortSignal.any([signal, stop.signal]);
    const watch = new ReportWatch(reports, this.endpoints, this.deliveries, this.clock);
    try {
      await Promise.all([
        this.listen(store, until),
        watch.run(until, () => this.work.raise()),
        this.keepRounds(until, cut.signal),
      ]);
    } finally {
      stop.abort();
      cut.abort();
      await Promise.all([...this.rounds.values()].map(({ ended }) => ended.catch(() => undefined)));
    }
  }

  private async listen(store: EventStore, signal: AbortSignal): Promise<void> {
    for await (const item of store.follow(await store.head(), { signal })) {
      if (!isCaughtUp(item)) this.work.raise();
    }
  }

  /** A round for each active endpoint, and none for any other. */
  private async keepRounds(signal: AbortSignal, cut: AbortSignal): Promise<void> {
    const broken = new AbortController();
    while (!signal.aborted && !broken.signal.aborted) {
      const seen = this.work.mark();
      const active = new Set(
        (await this.endpoints.list()).flatMap(({ id, status }) => (status === 'active' ? [id] : [])),
      );
      for (const [id, { ending }] of this.rounds) if (!active.has(id)) ending.abort();
      for (const id of active) {
        if (this.rounds.has(id)) continue;
        const ending = new AbortController();
        const ended = this.round(id, AbortSignal.any([signal, ending.signal]), cut)
          .catch((error: unknown) => broken.abort(error))
          .finally(() => (this.rounds.delete(id), this.work.raise()));
        this.rounds.set(id, { ending, ended });
      }
      await this.work.changed(seen, signal);
    }
    if (broken.signal.aborted) throw broken.signal.reason;
  }

  private async round(id: string, signal: AbortSignal, cut: AbortSignal): Promise<void> {
    const { store, telling } = this.options;
    while (!signal.aborted) {
      const seen = this.work.mark();
      const endpoint = await this.endpoints.find(id);
      if (endpoint?.status !== 'active') return;
      const read = await feed(store, this.deliveries, endpoint, { telling, now: this.clock.now() });
      const first = await this.deliveries.first(id);
      if (first !== undefined && first.at <= this.clock.now())
        await this.deliver(endpoint.id, endpoint.url, first, cut);
      else if (read === 0) await this.wait(first?.at, seen, signal);
    }
  }

  /** For something to do, or for a message's time. */
  private async wait(until: number | undefined, seen: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const waits = [this.work.changed(seen, either)];
    if (until !== undefined) waits.push(this.clock.until(until, either));
    await Promise.race(waits);
    over.abort();
  }

  private async deliver(endpointId: string, url: string, due: Due, cut: AbortSignal): Promise<void> {
    const at = this.clock.now();
    const body = await this.bodyOf(due);
    const outcome: Outcome =
      body === undefined
        ? { error: 'entry-gone', detail: 'there is nothing to be told any more' }
        : await this.options.post({
            url,
            headers: signed(due.id, at, body, await this.endpoints.secretsOf(endpointId)),
            body,
            signal: cut,
          });
    // Cut off: what became of it is not known, so it is sent again.
    if (cut.aborted && 'error' in outcome) return;
    await this.judge(endpointId, due, at, outcome);
  }

  private async judge(endpointId: string, due: Due, at: number, outcome: Outcome): Promise<void> {
    const now = this.clock.now();
    const { schedule = RETRY_AFTER, chance = Math.random, onAttempt } = this.options;
    const status = 'status' in outcome ? outcome.status : null;
    const attempt = {
      at: new Date(at).toISOString(),
      milliseconds: now - at,
      status,
      error: 'error' in outcome ? outcome.error : null,
      detail: 'error' in outcome ? outcome.detail : outcome.answer,
    };
    if (status !== null && status >= 200 && status < 300) {
      await this.deliveries.record(due.seq, attempt, { status: 'delivered', nextTryAt: null });
      onAttempt?.('delivered');
    } else if (status === 410) {
      // It waits for the endpoint to be taken up again.
      await this.deliveries.record(due.seq, attempt, { status: 'waiting', nextTryAt: now });
      await this.endpoints.setStatus(endpointId, 'gone');
      onAttempt?.('gone');
    } else {
      const asked = 'status' in outcome ? outcome.retryAfter : undefined;
      const wait = nextTry(schedule, due.tries + 1, chance(), asked);
      const dead = wait === undefined;
      const nextTryAt = dead ? null : now + wait;
      await this.deliveries.record(due.seq, attempt, { status: dead ? 'dead' : 'waiting', nextTryAt });
      onAttempt?.(dead ? 'dead' : 'failed');
    }
  }

  /** What is sent; undefined where there is nothing of the entry that may be told any more. */
  private async bodyOf({ subject }: Due): Promise<string | undefined> {
    if ('body' in subject) return subject.body;
    const { store, telling } = this.options;
    for await (const event of store.read(subject.stream, subject.revision)) {
      const told = telling(event);
      return told && JSON.stringify(told);
    }
    return undefined;
  }
}
