import type { Position } from '#eventsourcing';
import { v5 } from 'uuid';

/** What an attempt came to: the status of the answer, or why there was none. */
export type Outcome =
  | {
      readonly status: number;
      /** The first characters of the answer's body. */
      readonly answer: string;
      /** Seconds that the receiver asked to be left alone for. */
      readonly retryAfter?: number;
    }
  | { readonly error: SendingError; readonly detail: string };

/** Why an attempt had no answer. */
export const SENDING_ERRORS = ['address-not-allowed', 'timed-out', 'connection-failed', 'entry-gone'] as const;
export type SendingError = (typeof SENDING_ERRORS)[number];

/** One attempt to deliver, as it is kept. */
export interface Attempt {
  /** RFC 3339 instant. */
  readonly at: string;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly error: SendingError | null;
  /** The beginning of the answer, or what went wrong. */
  readonly detail: string;
}

/** `dead`: every attempt failed; it stays in the list of dead letters until somebody has it tried again. */
export const DELIVERY_STATUSES = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One message to one endpoint. */
export interface Delivery {
  /** The `webhook-id`: the same at every attempt. */
  readonly id: string;
  readonly endpointId: string;
  readonly type: string;
  readonly position: Position;
  readonly status: DeliveryStatus;
  /** RFC 3339 instants. */
  readonly queuedAt: string;
  /** Null for one that is not to be tried any more. */
  readonly nextTryAt: string | null;
  /** The oldest first; of many the last 20. */
  readonly attempts: readonly Attempt[];
  readonly lastStatus: number | null;
}

/** What a delivery is about: an entry of the log, or a report, with the text that says so. */
export type Subject =
  { readonly stream: string; readonly revision: number } | { readonly about: string; readonly body: string };

/** A message as it is queued. */
export interface Message {
  /** What tells it from every other message to the endpoint: an entry's id, or a report with its position and digest. */
  readonly key: string;
  readonly type: string;
  readonly position: Position;
  readonly subject: Subject;
}

/** A delivery whose time has come. */
export interface Due {
  readonly seq: number;
  readonly id: string;
  readonly subject: Subject;
  /** Attempts since it was queued, or since somebody had it tried again. */
  readonly tries: number;
}

/** The `webhook-id` of a message to an endpoint: the same message queued twice is one. */
export function deliveryId(endpointId: string, key: string): string {
  return `msg_${v5(key, endpointId)}`;
}
