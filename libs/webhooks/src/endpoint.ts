import type { Position } from '#eventsourcing';

/** `gone`: it answered 410, "do not send any more". Only an active endpoint is sent anything. */
export const ENDPOINT_STATUSES = ['active', 'paused', 'gone'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** What somebody wants to be told, and where. */
export interface Subscription {
  readonly url: string;
  /** Types of events; null for all, an empty list for none. */
  readonly eventTypes: readonly string[] | null;
  /** Reports of which it wants to know that they changed. */
  readonly reports: readonly string[];
  readonly description: string | null;
}

/** A place that is told of events. Its secrets are kept apart, and are in no answer. */
export interface Endpoint extends Subscription {
  readonly id: string;
  readonly status: EndpointStatus;
  /** RFC 3339 instant. */
  readonly createdAt: string;
  /** Everything up to here has been queued; null where that is the beginning of the log. */
  readonly cursor: Position | null;
}

/** True where an endpoint wants to be told of events of a type. */
export function wants({ eventTypes }: Subscription, type: string): boolean {
  return eventTypes === null || eventTypes.includes(type);
}
