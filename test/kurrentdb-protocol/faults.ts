import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { anyMessage, rpcErrors, rpcStatus } from './stubs.js';

/** The kinds of call that a fault can be put into. */
export type Call = 'features' | 'gossip' | 'append' | 'read' | 'subscribe';

export type Fault =
  /** Answers UNAVAILABLE; nothing is done. */
  | 'unavailable'
  /** Accepts the call and never answers; nothing is done. */
  | 'silence'
  /** Writes, then answers UNAVAILABLE. */
  | 'lost-acknowledgement'
  /** Writes, then never answers. */
  | 'unanswered'
  /** Does not know the user, or another password of theirs; nothing is done. */
  | 'unauthenticated'
  /** Does not allow the user what is asked; nothing is done. */
  | 'forbidden'
  /** Answers that another node is the leader; nothing is done. */
  | 'not-leader';

/** The faults that a test has planned; each is taken by the next call of its kind. */
export class Faults {
  private planned: { call: Call; fault: Fault; times: number }[] = [];

  plan(call: Call, fault: Fault, times = 1): void {
    this.planned.push({ call, fault, times });
  }

  clear(): void {
    this.planned = [];
  }

  take(call: Call): Fault | undefined {
    const next = this.planned.find((planned) => planned.call === call);
    if (next === undefined) return undefined;
    if (--next.times === 0) this.planned = this.planned.filter((planned) => planned !== next);
    return next.fault;
  }
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export function unavailable(): Partial<ServiceError> {
  return { code: status.UNAVAILABLE, details: 'Server Is Not Ready' };
}

/** How both kinds of call say that they do not accept who asks. */
export function refusal(fault: Fault): Partial<ServiceError> {
  if (fault === 'unauthenticated') return { code: status.UNAUTHENTICATED, details: 'Not authenticated' };
  const metadata = new Metadata();
  metadata.set('exception', 'access-denied');
  return { code: status.PERMISSION_DENIED, details: 'Access Denied', metadata };
}

/** How the older calls say who the leader is. */
export function notLeader(leader: Endpoint): Partial<ServiceError> {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', leader.host);
  metadata.set('leader-endpoint-port', String(leader.port));
  return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
}

/** How the newer calls say it. */
export function notLeaderNode(leader: Endpoint): Partial<ServiceError> {
  const node = new rpcErrors.NotLeaderNodeErrorDetails.NodeInfo();
  node.setHost(leader.host);
  node.setPort(leader.port);
  const details = new rpcErrors.NotLeaderNodeErrorDetails();
  details.setCurrentLeader(node);
  return withDetails(
    status.FAILED_PRECONDITION,
    'The server is not the leader node and cannot handle the request.',
    'kurrent.rpc.NotLeaderNodeErrorDetails',
    details.serializeBinary(),
  );
}

/** An error with google.rpc.Status details, as the newer calls give it. */
export function withDetails(code: status, message: string, type: string, value: Uint8Array): Partial<ServiceError> {
  const any = new anyMessage.Any();
  any.setTypeUrl(`type.googleapis.com/${type}`);
  any.setValue(value);
  const details = new rpcStatus.Status();
  details.setMessage(message);
  details.setDetails(any);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(details.serializeBinary()));
  return { code, details: message, metadata };
}
