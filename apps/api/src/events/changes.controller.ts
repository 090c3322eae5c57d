import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventStore, Recorded } from '#eventsourcing';
import { Allow, ApiHeader, AuthGuard, ApiTags, EVENT_STORE, EventStreams, Gives, QueryParams, readQuery } from '#http';
import { NotedAs } from '../audit/noted-as.js';
import { ChangesQuery } from './event-queries.dto.js';

const COHORT = 'cohort-';

@ApiTags('events')
@Controller('api/v1/changes')
export class ChangesController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly streams: EventStreams,
    private readonly guard: AuthGuard,
  ) {}

  /**
   * Tells, as server-sent events, that something was recorded, at which position and of which cohorts, and nothing of what it
   * says: from now on, or with `Last-Event-ID` from where a stream broke off. What changed is asked for with `after` the position.
   */
  @Get('stream')
  @NotedAs('nothing')
  @Allow('caseworker', 'auditor', 'reporter')
  @Gives('text/event-stream')
  @ApiHeader({
    name: 'Last-Event-ID',
    description: 'The position of the last change you were told of.',
    required: false,
  })
  async stream(
    @QueryParams() query: ChangesQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resumed = request.headers['last-event-id'];
    const { after } = resumed === undefined ? query : readQuery(ChangesQuery, { after: resumed });
    const from = after ?? (await this.store.head());
    await this.streams.send(reply, from, () => this.guard.letsIn(request), { frame });
  }
}

function frame({ position, stream }: Recorded): string {
  const cohortIds = stream.startsWith(COHORT) ? [stream.slice(COHORT.length)] : [];
  return `id: ${position}\ndata: ${JSON.stringify({ position, cohortIds })}\n\n`;
}
