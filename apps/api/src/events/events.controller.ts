import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toCloudEvent, type CloudEvent, type EventStore } from '#eventsourcing';
import {
  Allow,
  ApiHeader,
  ApiTags,
  AuthGuard,
  EVENT_SOURCE,
  EVENT_STORE,
  EventStreams,
  Gives,
  QueryParams,
  readQuery,
} from '#http';
import { EventsQuery, EventStreamQuery } from './event-queries.dto.js';
import { NotedAs } from '../audit/noted-as.js';

const DEFAULT_LIMIT = 100;

@ApiTags('events')
@Controller('api/v1/events')
export class EventsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_SOURCE) private readonly source: string,
    private readonly streams: EventStreams,
    private readonly guard: AuthGuard,
  ) {}

  /** A batch of events after a position, in the order of the log, as CloudEvents 1.0. */
  @Get()
  @NotedAs('export')
  @Allow('caseworker', 'auditor')
  @Gives('application/cloudevents-batch+json')
  async batch(
    @QueryParams() query: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CloudEvent[]> {
    const { limit = DEFAULT_LIMIT, after = query.cursor } = query;
    const events: CloudEvent[] = [];
    for await (const event of this.store.readAll(after, limit)) events.push(toCloudEvent(event, this.source));
    const last = events.at(-1)?.position ?? after;
    void reply.header('content-type', 'application/cloudevents-batch+json; charset=utf-8');
    // Where to ask for what comes next, even if there is nothing yet.
    if (last !== undefined) void reply.header('link', `</api/v1/events?after=${last}&limit=${limit}>; rel="next"`);
    return events;
  }

  /** The same events as they are recorded, as server-sent events; `Last-Event-ID` goes on where a stream broke off. */
  @Get('stream')
  @NotedAs('follow')
  @Allow('caseworker', 'auditor')
  @Gives('text/event-stream', 'Each event as a message, its position as the id.')
  @ApiHeader({ name: 'Last-Event-ID', description: 'The position of the last event you had.', required: false })
  async stream(
    @QueryParams() query: EventStreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resumed = request.headers['last-event-id'];
    const { after } = resumed === undefined ? { after: query.after ?? query.cursor } : readResumed(resumed);
    await this.streams.send(reply, after, () => this.guard.letsIn(request));
  }
}

function readResumed(after: unknown): EventStreamQuery {
  return readQuery(EventStreamQuery, { after });
}
