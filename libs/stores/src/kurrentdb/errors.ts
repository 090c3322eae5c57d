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
import { StoreUnavailable, WrongRevision, type Write } from '#eventsourcing';

/** The server did not answer in the time that a call has. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** A server too old for what this store needs of it. Waiting does not help. */
export class UnsupportedServer extends Error {
  override readonly name = 'UnsupportedServer';
}

/** gRPC: INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. Trying again changes nothing. */
const FINAL_CODES = new Set([3, 7, 12, 16]);
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
  if (!(error instanceof Error) || error instanceof AccessDeniedError) return false;
  const code = 'code' in error ? error.code : undefined;
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

export function toStoreUnavailable(error: unknown): StoreUnavailable {
  const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
  return new StoreUnavailable(`KurrentDB does not answer: ${reason}`, { cause: error });
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
