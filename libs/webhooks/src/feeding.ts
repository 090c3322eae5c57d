import type { EventStore, Position, Recorded } from '#eventsourcing';
import type { Message } from './delivery.js';
import type { Deliveries } from './deliveries.js';
import { wants, type Endpoint } from './endpoint.js';

/** What an endpoint is told of an event; undefined for an event that is not to be told of. */
export type Telling = (event: Recorded) => object | undefined;

/** While so many messages wait for an endpoint, the log is not read on for it: the rest waits there. */
const MOST_WAITING = 1_000;
const EVENTS_AT_ONCE = 500;

export async function hasRoom(deliveries: Deliveries, endpointId: string): Promise<boolean> {
  return (await deliveries.waiting(endpointId)) < MOST_WAITING;
}

/** Queues what the log has for an endpoint after its cursor. Gives how many events were read. */
export async function feed(
  store: EventStore,
  deliveries: Deliveries,
  endpoint: Endpoint,
  { telling, now }: { readonly telling: Telling; readonly now: number },
): Promise<number> {
  if (!(await hasRoom(deliveries, endpoint.id))) return 0;
  const messages: Message[] = [];
  let read = 0;
  let cursor: Position | undefined;
  for await (const event of store.readAll(endpoint.cursor ?? undefined, EVENTS_AT_ONCE)) {
    read++;
    cursor = event.position;
    if (!wants(endpoint, event.type) || telling(event) === undefined) continue;
    const { id: key, type, position, stream, revision } = event;
    messages.push({ key, type, position, subject: { stream, revision } });
  }
  if (cursor !== undefined) await deliveries.queue(endpoint.id, messages, now, cursor);
  return read;
}
