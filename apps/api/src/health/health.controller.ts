import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '#eventsourcing';
import { Allow, AllowEveryone, EVENT_STORE, Metrics, Traffic } from '#nest';
import { ReadModels } from '#projections';
import { Projector } from '../projector/projector.js';

export interface Readiness {
  readonly status: 'ready' | 'catching-up' | 'store-unavailable' | 'stopping';
  readonly projections?: {
    readonly position: string | null;
    readonly head: string | null;
    readonly secondsBehind: number;
  };
}

/** A store that does not say where its log ends within so long counts as one that does not answer. */
const STORE_PATIENCE_MS = 2_000;

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly models: ReadModels,
    private readonly projector: Projector,
    private readonly traffic: Traffic,
    private readonly metrics: Metrics,
  ) {}

  /** Says that the process answers. */
  @Get('health/live')
  @AllowEveryone()
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Says whether requests can be served: the store answers, and the read models have caught up since the start. */
  @Get('health/ready')
  @AllowEveryone()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.look();
    void reply.code(readiness.status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    return readiness;
  }

  /** Figures for Prometheus: routes, codes and counts, nothing of any case. */
  @Get('metrics')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  async figures(): Promise<string> {
    await this.projector.secondsBehind().catch(() => undefined);
    return this.metrics.registry.metrics();
  }

  private async look(): Promise<Readiness> {
    if (this.traffic.isDraining) return { status: 'stopping' };
    const head = await within(STORE_PATIENCE_MS, this.store.head()).catch(() => NO_ANSWER);
    if (head === NO_ANSWER) return { status: 'store-unavailable' };
    try {
      const secondsBehind = Math.round((await this.projector.secondsBehind()) * 1_000) / 1_000;
      const position = (await this.models.checkpoint()) ?? null;
      const status = this.projector.isReady ? 'ready' : 'catching-up';
      return { status, projections: { position, head: (head as string | undefined) ?? null, secondsBehind } };
    } catch {
      return { status: 'catching-up' };
    }
  }
}

const NO_ANSWER = Symbol('no answer');

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
