import {
  AccessDeniedError,
  AppendConsistencyViolationError,
  CancelledError,
  DeadlineExceededError,
  isCommandError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';
import { StoreRefused, StoreUnavailable, WrongRevision, type Write } from '#eventsourcing';
import type { Address } from './address.js';

/** The server did not answer in the time that a call has. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** A server too old for what this store needs of it. Waiting does not help. */
export class UnsupportedServer extends Error {
  override readonly name = 'UnsupportedServer';
}

/** gRPC: INVALID_ARGUMENT, UNIMPLEMENTED. Trying again changes nothing. */
const FINAL_CODES = new Set([3, 12]);
/** gRPC: PERMISSION_DENIED, UNAUTHENTICATED. */
const REFUSING_CODES = new Set([7, 16]);
/** gRPC: CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS. */
const PASSING_CODES = new Set([1, 2, 4, 10, 13, 14, 15]);

/** Plain errors: no node of the cluster found, and a call that met a channel just being replaced. */
const PASSING_MESSAGES = /^Failed to discover|channel has been (shut down|closed)/i;

const PASSING_ERRORS = [
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  // The client's name for all it does not know, among them the newer calls' "not the leader" and failed connections.
  UnknownError,
  Unanswered,
];

/** True for what may pass by waiting, with the append's effect unknown: the server away, silent, or not the leader. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error) || isRefusal(error)) return false;
  const code = codeOf(error);
  if (typeof code === 'number' && FINAL_CODES.has(code)) return false;
  if (PASSING_ERRORS.some((kind) => error instanceof kind)) return true;
  if (isCommandError(error)) return false;
  return (typeof code === 'number' && PASSING_CODES.has(code)) || PASSING_MESSAGES.test(error.message);
}

/** gRPC: FAILED_PRECONDITION. */
const MISLED_CODE = 9;

/** True where the newer calls say "not the leader", which the client does not understand. */
export function isMisled(error: unknown): boolean {
  return error instanceof UnknownError && error.code === MISLED_CODE;
}

/** True where a node says that it does not lead its cluster, in the words of the older calls or of the newer ones. */
export function isNotLeader(error: unknown): boolean {
  return error instanceof NotLeaderError || isMisled(error);
}

/** True where the server answers, and does not accept who asks or does not allow what is asked. */
export function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof AccessDeniedError || (typeof code === 'number' && REFUSING_CODES.has(code));
}

/** What openssl says of a certificate that is not accepted, in the words that Node and gRPC hand on. */
const CERTIFICATE = /certificate has expired|[^.:]*(?:self.signed|local issuer|altnames?|verify)[^.]*certificate[^.]*/i;

/** What an error of the server's means to whoever asked: a sentence for the operator, with the address, never the password. */
export function toStoreUnavailable(error: unknown, { hosts, credentials }: Address): StoreUnavailable {
  if (isRefusal(error)) {
    const who = credentials === undefined ? 'to be asked without a user' : `the user ${credentials.username}`;
    const sentence =
      `The event store at ${hosts} refuses ${who}: look at the user and the password in EVENT_STORE, ` +
      'and whether that user may read $all and write the streams of Homeward.';
    return new StoreRefused(sentence, { cause: error });
  }
  const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
  const certificate = CERTIFICATE.exec(reason)?.[0].trim();
  if (certificate !== undefined) {
    const sentence = `A certificate between here and the event store at ${hosts} is not accepted: ${certificate}.`;
    return new StoreRefused(sentence, { cause: error });
  }
  return new StoreUnavailable(`The event store at ${hosts} does not answer: ${reason}`, { cause: error });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** What the server says of an append that came too late; `'unnamed'` where it does not say which stream. */
export function refusalOf(
  error: unknown,
  writes: readonly Pick<Write, 'stream' | 'expected'>[],
): WrongRevision | 'unnamed' | undefined {
  if (error instanceof WrongExpectedVersionError) return toWrongRevision(error, writes);
  if (!(error instanceof AppendConsistencyViolationError)) return undefined;
  const [violation] = error.violations;
  return violation === undefined ? 'unnamed' : toWrongRevision(violation, writes);
}

function toWrongRevision(
  { streamName, actualState }: { streamName: string; actualState: unknown },
  writes: readonly Pick<Write, 'stream' | 'expected'>[],
): WrongRevision | 'unnamed' {
  const write = writes.find(({ stream }) => stream === streamName);
  if (write === undefined) return 'unnamed';
  // The newer calls have numbers below -1 for deleted streams: for a writer they do not exist either.
  const actual = typeof actualState === 'bigint' ? Math.max(Number(actualState), -1) : -1;
  return new WrongRevision(write.stream, write.expected, actual);
}
