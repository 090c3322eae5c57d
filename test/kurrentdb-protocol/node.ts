import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Call, Endpoint, Fault } from './faults.js';
import type { ProtocolLog } from './log.js';

/** What the calls need to know of the server that they came to. */
export interface Node {
  readonly log: ProtocolLog;
  /** Counts a call and gives the fault that is due. */
  received(call: Call): Fault | undefined;
  /** Events that subscriptions have been given so far. */
  sent: number;
  leader(): Endpoint;
  /** Keeps an open subscription, so that a test can drop it. */
  subscribed(call: ServerWritableStream<any, any>, from: bigint | undefined): () => void;
}
