import type { JsonSchema } from '#http';
import { DELIVERY_STATUSES, ENDPOINT_STATUSES, SENDING_ERRORS } from '#webhooks';
import { TOLD_TYPES } from '../webhooks/reporters-view.js';
import { WATCHED_REPORTS } from '../webhooks/watched-reports.js';
import { COUNT, INSTANT, listOf, object, orNull, TEXT } from './words.js';

const endpoint = {
  id: { type: 'string', format: 'uuid', example: '0198d6a2-5c1e-7b0e-9d43-2f6a1c7b8e90' },
  url: { type: 'string', example: 'https://newsroom.example/hooks' },
  eventTypes: { ...orNull(listOf({ enum: TOLD_TYPES })), description: 'Null for all.' },
  reports: listOf({ enum: WATCHED_REPORTS }),
  description: orNull(TEXT),
  status: { enum: ENDPOINT_STATUSES, description: '`gone`: it answered 410, and is sent nothing more.' },
  createdAt: INSTANT,
  cursor: { ...orNull(TEXT), description: 'Everything up to this position of the log has been queued.' },
};
const secret = {
  type: 'string',
  pattern: '^whsec_',
  description: 'Signs the messages. Shown this once.',
  example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDafChlQIMV2s=',
};
const attempt = object({
  at: INSTANT,
  milliseconds: COUNT,
  status: orNull({ type: 'integer', example: 503 }),
  error: orNull({ enum: SENDING_ERRORS }),
  detail: { type: 'string', description: 'The beginning of the answer, or what went wrong.' },
});
const delivery = object({
  id: { type: 'string', description: 'The `webhook-id`.', example: 'msg_6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90' },
  endpointId: endpoint.id,
  type: { type: 'string', example: 'CohortRepatriated' },
  position: TEXT,
  status: { enum: DELIVERY_STATUSES },
  queuedAt: INSTANT,
  nextTryAt: orNull(INSTANT),
  attempts: { ...listOf(attempt), description: 'The oldest first; of many the last 20.' },
  lastStatus: orNull({ type: 'integer', example: 503 }),
});
const deliveries = object({ rows: listOf(delivery), next: orNull(TEXT) });

/** Schemas of webhooks. */
export const WEBHOOK_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  Webhook: object(endpoint),
  WebhookList: object({ rows: listOf(object(endpoint)) }),
  NewWebhook: object({ ...endpoint, secret }),
  WebhookDelivery: delivery,
  WebhookDeliveries: deliveries,
};
