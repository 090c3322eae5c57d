import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, AllowEveryone, ApiProduces, ApiTags, InFlight, Metrics } from '#http';
import { Projector } from '../projector/projector.js';
import { NotedAs } from '../audit/noted-as.js';

export interface Readiness {
  readonly status: 'ready' | 'catching-up' | 'store-unavailable' | 'stopping';
  readonly projections?: {
    readonly position: string | null;
    readonly head: string | null;
    readonly secondsBehind: number;
  };
}

/** A store that does not say where its log ends within so long counts as one that does not answer. */
const PATIENCE_MS = 2_000;

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly projector: Projector,
    private readonly inFlight: InFlight,
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
  @NotedAs('nothing')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  async figures(): Promise<string> {
    await this.projector.lag().catch(() => undefined);
    return this.metrics.registry.metrics();
  }

  private async look(): Promise<Readiness> {
    if (this.inFlight.isDraining) return { status: 'stopping' };
    const lag = await within(PATIENCE_MS, this.projector.lag()).catch(() => undefined);
    if (lag === undefined) return { status: 'store-unavailable' };
    const { position, head, behindFor } = lag;
    const status = this.projector.isReady ? 'ready' : 'catching-up';
    return { status, projections: { position, head, secondsBehind: behindFor / 1_000 } };
  }
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
