import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '#eventsourcing';
import { Allow, ApiTags, EVENT_STORE, HttpProblem, JsonBody, QueryParams, Refuses, today } from '#http';
import { ReadModels } from '#projections';
import type { Delivery, Endpoint, EndpointStatus, DeliveryPage } from '#webhooks';
import { checkAddress } from './webhook-address.js';
import { DeliveriesQuery, RegisterWebhook } from './webhook.dto.js';
import { stateOf } from './watched-reports.js';
import { WebhookThread } from './webhook-thread.js';

/** So many endpoints can be told at once. */
const MOST_ENDPOINTS = 100;

/** An endpoint with its secret, as it is told this once. */
export interface NewEndpoint extends Endpoint {
  /** Signs the messages. */
  readonly secret: string;
}

/** All endpoints. */
export interface EndpointList {
  readonly rows: readonly Endpoint[];
}

@ApiTags('webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly thread: WebhookThread,
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Registers an endpoint: it is told of what happens from now on. The secret that signs is shown this once. */
  @Post()
  @Refuses({ 409: ['too-many-webhooks'], 503: ['projection-behind'] })
  @Allow('administrator')
  async register(
    @JsonBody() body: RegisterWebhook,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewEndpoint> {
    const { url, reports = [], description = null } = body;
    const eventTypes = body.eventTypes ?? (reports.length > 0 ? [] : null);
    checkAddress(url, this.thread.allowed);
    const { endpoints } = this.thread;
    if ((await endpoints.list()).length >= MOST_ENDPOINTS) throw TOO_MANY;
    const states = await Promise.all(
      reports.map(async (report) => [report, (await stateOf(this.models, report, today())).digest] as const),
    );
    const cursor = (await this.store.head()) ?? null;
    const digests = Object.fromEntries(states);
    const made = await endpoints.register({ url, eventTypes, reports, description, cursor, digests }, Date.now());
    this.thread.look();
    void reply.headers({ location: `/api/v1/webhooks/${made.endpoint.id}`, 'cache-control': 'no-store' });
    return { ...made.endpoint, secret: made.secret };
  }

  /** Lists all endpoints, without their secrets. */
  @Get()
  @Allow('administrator')
  async list(): Promise<EndpointList> {
    return { rows: await this.thread.endpoints.list() };
  }

  /** Lists the messages of all endpoints that were tried in vain and are not tried any more, the newest first. */
  @Get('dead-letters')
  @Allow('administrator')
  deadLetters(@QueryParams() query: DeliveriesQuery): Promise<DeliveryPage> {
    return this.thread.deliveries.dead(paging(query));
  }

  /** Shows one endpoint, without its secret. */
  @Get(':id')
  @Refuses({ 404: ['webhook-not-found'] })
  @Allow('administrator')
  async show(@Param('id') id: string): Promise<Endpoint> {
    return (await this.thread.endpoints.find(id)) ?? unknown(id);
  }

  /** Removes an endpoint, with everything that waits for it. */
  @Delete(':id')
  @Refuses({ 404: ['webhook-not-found'] })
  @HttpCode(204)
  @Allow('administrator')
  async remove(@Param('id') id: string): Promise<void> {
    if (!(await this.thread.endpoints.remove(id))) unknown(id);
    this.thread.look();
  }

  /** Makes a new secret, shown this once. The one before signs beside it for 24 hours. */
  @Post(':id/rotate-secret')
  @Refuses({ 404: ['webhook-not-found'] })
  @HttpCode(200)
  @Allow('administrator')
  async rotateSecret(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<NewEndpoint> {
    const secret = (await this.thread.endpoints.rotateSecret(id, Date.now())) ?? unknown(id);
    void reply.header('cache-control', 'no-store');
    return { ...(await this.show(id)), secret };
  }

  /** Sends nothing until it is resumed; what happens meanwhile is not lost. */
  @Post(':id/pause')
  @Refuses({ 404: ['webhook-not-found'] })
  @HttpCode(200)
  @Allow('administrator')
  pause(@Param('id') id: string): Promise<Endpoint> {
    return this.turn(id, 'paused');
  }

  /** Goes on where it stopped: when it was paused, or had answered 410. */
  @Post(':id/resume')
  @Refuses({ 404: ['webhook-not-found'] })
  @HttpCode(200)
  @Allow('administrator')
  resume(@Param('id') id: string): Promise<Endpoint> {
    return this.turn(id, 'active');
  }

  /** Lists what is sent to an endpoint, the newest first: each attempt, its status, and when the next one is. */
  @Get(':id/deliveries')
  @Refuses({ 404: ['webhook-not-found'] })
  @Allow('administrator')
  async deliveries(@Param('id') id: string, @QueryParams() query: DeliveriesQuery): Promise<DeliveryPage> {
    await this.show(id);
    return this.thread.deliveries.list(id, paging(query));
  }

  /** Has a message tried again at once, as if for the first time: a dead letter, or one that waits. */
  @Post(':id/deliveries/:deliveryId/retry')
  @Refuses({ 404: ['webhook-not-found', 'delivery-not-found'], 409: ['already-delivered'] })
  @HttpCode(200)
  @Allow('administrator')
  async retry(@Param('id') id: string, @Param('deliveryId') deliveryId: string): Promise<Delivery> {
    const { deliveries } = this.thread;
    await this.show(id);
    const delivery = await deliveries.find(deliveryId);
    if (delivery?.endpointId !== id) {
      throw new HttpProblem(404, 'delivery-not-found', 'There is no such delivery', {
        detail: `The endpoint has no delivery with the id ${deliveryId}.`,
      });
    }
    if (!(await deliveries.retry(deliveryId, Date.now()))) throw DELIVERED;
    this.thread.look();
    return (await deliveries.find(deliveryId))!;
  }

  private async turn(id: string, status: EndpointStatus): Promise<Endpoint> {
    const endpoint = (await this.thread.endpoints.setStatus(id, status)) ?? unknown(id);
    this.thread.look();
    return endpoint;
  }
}

function paging({ limit, cursor }: DeliveriesQuery) {
  return { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { before: Number(cursor) }) };
}

function unknown(id: string): never {
  throw new HttpProblem(404, 'webhook-not-found', 'There is no such endpoint', {
    detail: `No endpoint has the id ${id}.`,
  });
}

const TOO_MANY = new HttpProblem(409, 'too-many-webhooks', 'There are too many endpoints', {
  detail: `${MOST_ENDPOINTS} endpoints can be told at once: remove one first.`,
});

const DELIVERED = new HttpProblem(409, 'already-delivered', 'The message was delivered', {
  detail: 'What was delivered is not sent again.',
});
