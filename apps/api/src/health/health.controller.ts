import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { StoreUnavailable, type Position } from '#eventsourcing';
import { Allow, AllowEveryone, ApiTags, Gives, InFlight, Metrics } from '#http';
import { supervisedThreads } from '#threads';
import { LEDGER, type Ledger } from '../audit/checkpoints.js';
import { Projector } from '../projector/projector.js';
import { AlteredRecords } from '../integrity/altered-records.js';
import { NotedAs } from '../audit/noted-as.js';

/** The process answers. */
export interface Liveness {
  readonly status: 'live';
}

/** Whether requests can be served. */
export interface Readiness {
  readonly status: 'ready' | 'catching-up' | 'thread-failing' | 'store-unavailable' | 'ledger-stopped' | 'stopping';
  /** What is wrong with the store or the ledger, where something is. */
  readonly reason?: string;
  readonly projections?: ReadModelsLag;
  /** What of the log is known not to be what was recorded, where something is: nothing is decided on it, all else is served. */
  readonly altered?: ReturnType<AlteredRecords['describe']>;
  /** Threads that break down again and again, where there are any. */
  readonly failing?: readonly string[];
}

/** How far the read models have come. */
export interface ReadModelsLag {
  /** Up to where in the log; null before the first event. */
  readonly position: Position | null;
  /** Where the log ends; null while it is empty. */
  readonly head: Position | null;
  /** @asType number */
  readonly secondsBehind: number;
}

/** A store that does not say where its log ends within so long counts as one that does not answer. */
const PATIENCE_MS = 2_000;

const NOT_NUMBERED = 'What is recorded is neither numbered nor signed. It is tried again and again: see the log.';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly projector: Projector,
    @Inject(LEDGER) private readonly ledger: Ledger,
    private readonly altered: AlteredRecords,
    private readonly inFlight: InFlight,
    private readonly metrics: Metrics,
  ) {}

  /** Says that the process answers. */
  @Get('health/live')
  @AllowEveryone()
  live(): Liveness {
    return { status: 'live' };
  }

  /**
   * Says whether requests can be served: the store answers, the read models have caught up since the start, and no thread
   * that requests need breaks down again and again.
   */
  @Get('health/ready')
  @AllowEveryone()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.look();
    const altered = this.altered.describe();
    void reply.code(readiness.status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    return Object.keys(altered).length === 0 ? readiness : { ...readiness, altered };
  }

  /** Figures for Prometheus: routes, codes and counts, nothing of any case. */
  @Get('metrics')
  @NotedAs('nothing')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Gives('text/plain', 'Prometheus text format 0.0.4.')
  async figures(): Promise<string> {
    await this.projector.lag().catch(() => undefined);
    this.metrics.threads(supervisedThreads());
    return this.metrics.registry.metrics();
  }

  private async look(): Promise<Readiness> {
    if (this.inFlight.isDraining) return { status: 'stopping' };
    const lag = await within(PATIENCE_MS, this.projector.lag()).catch(unavailable);
    if (lag instanceof StoreUnavailable) return { status: 'store-unavailable', reason: lag.reason };
    const isNumbering = await this.ledger.reader.state().then(
      () => true,
      () => false,
    );
    if (!isNumbering) return { status: 'ledger-stopped', reason: NOT_NUMBERED };
    const { position, head, behindFor } = lag;
    const failing = supervisedThreads().filter(({ isFailing }) => isFailing);
    const status = failing.some(({ isNeeded }) => isNeeded)
      ? 'thread-failing'
      : this.projector.isReady
        ? 'ready'
        : 'catching-up';
    const projections = { position, head, secondsBehind: behindFor / 1_000 };
    return { status, projections, ...(failing.length > 0 && { failing: failing.map(({ name }) => name) }) };
  }
}

/** A log that cannot be read, for whatever reason, is a store that does not answer. */
function unavailable(error: unknown): StoreUnavailable {
  return error instanceof StoreUnavailable ? error : new StoreUnavailable();
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
