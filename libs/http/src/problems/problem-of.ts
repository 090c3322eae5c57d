import { STATUS_CODES } from 'node:http';
import {
  InvalidRecord,
  LogRewritten,
  RecordAltered,
  Rejected,
  StaleRevision,
  StoreRefused,
  StoreUnavailable,
  WrongRevision,
} from '#eventsourcing';
import { ReadModelsUnavailable } from '#projections';
import { MalformedJson } from '../server/json.js';
import { Invalid } from '../validation/validate.js';
import { accessProblem } from './access-problems.js';
import { HttpProblem } from './problem.js';
import { rejection } from './rejections.js';
import { WORDING, type Wordings } from './wording.js';

/**
 * Whatever went wrong, as the problem that a client is told. What nobody expected is a 500 that says nothing more.
 * @param wordings how the refusals of rules read
 */
export function problemOf(error: unknown, wordings: Wordings = WORDING): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Rejected) return rejection(error, wordings);
  if (error instanceof Invalid) {
    return new HttpProblem(400, 'invalid', 'Some fields are not what they should be', {
      detail: error.problems.map(({ detail }) => detail).join('; '),
      errors: error.problems,
    });
  }
  if (error instanceof MalformedJson) return malformed(error);
  if (error instanceof InvalidRecord) return unrecordable(error);
  if (error instanceof WrongRevision) {
    return new HttpProblem(409, 'conflict', 'Others changed it at the same time, several times running', {
      detail: 'Nothing was written. Send the same request again, with the same Idempotency-Key.',
    });
  }
  if (error instanceof StaleRevision) {
    return new HttpProblem(412, 'stale', 'It has changed since you read it', {
      detail: error.message,
      members: { revision: error.revision },
    });
  }
  if (error instanceof RecordAltered || error instanceof LogRewritten) return notTrusted(error);
  if (error instanceof StoreUnavailable) return unavailable(error);
  if (error instanceof ReadModelsUnavailable) return behind('The read models are being built from the log.');
  return accessProblem(error) ?? fromFramework(error) ?? INTERNAL;
}

const INTERNAL = new HttpProblem(500, 'internal', 'Something went wrong here', {
  detail: 'It is our fault, and it is in our log. Nothing more is told.',
});

function unavailable(error: StoreUnavailable): HttpProblem {
  return new HttpProblem(503, 'store-unavailable', 'The store does not answer', {
    // The log has said it once, as it began, for whom it concerns.
    isExpected: error instanceof StoreRefused,
    detail: `${error.reason} Whether it was written is not known: send the same request again, with the same Idempotency-Key.`,
    headers: { 'retry-after': '1' },
  });
}

/** Nothing is decided on what was changed after it was recorded; the log has said it, and everything else goes on. */
function notTrusted(error: RecordAltered | LogRewritten): HttpProblem {
  const said = error.message;
  return new HttpProblem(503, 'record-altered', 'The log is not as it was recorded here', {
    isExpected: true,
    detail: `${said.charAt(0).toUpperCase()}${said.slice(1)}. Nothing was written.`,
    ...(error instanceof RecordAltered && { members: { facts: { ...error.place } } }),
  });
}

/** What is asked for will be there in a moment: nothing is wrong with the request. */
export function behind(detail: string): HttpProblem {
  return new HttpProblem(503, 'projection-behind', 'The read models have not come that far yet', {
    detail,
    headers: { 'retry-after': '1' },
    isExpected: true,
  });
}

function malformed({ code, detail, pointer }: MalformedJson): HttpProblem {
  return new HttpProblem(400, code, 'The body cannot be read', {
    detail: `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`,
    ...(pointer !== undefined && { errors: [{ pointer, code, detail }] }),
  });
}

function unrecordable({ code, pointer }: InvalidRecord): HttpProblem {
  const status = code === 'record-too-large' ? 413 : 400;
  return new HttpProblem(status, code, 'This cannot be recorded', {
    detail: `${code.replaceAll('-', ' ')} at ${pointer || '/'}.`,
  });
}

const CODES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['malformed', 'The request cannot be read'],
  404: ['not-found', 'There is nothing here'],
  405: ['method-not-allowed', 'This cannot be done here'],
  408: ['timeout', 'The request took too long to arrive'],
  413: ['too-large', 'The body is too large'],
  414: ['too-long', 'The address is too long'],
  415: ['unsupported-media-type', 'Bodies are application/json'],
  431: ['headers-too-large', 'The headers are too large'],
};

/** Errors of Nest and Fastify: they carry a status below 500 where the client is at fault. */
function fromFramework(error: unknown): HttpProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, statusCode = status } = error as Error & { readonly status?: unknown; readonly statusCode?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  return problemOfStatus(statusCode);
}

/** The problem of a status that the framework gave. */
export function problemOfStatus(status: number): HttpProblem {
  const [code, title] = CODES[status] ?? ['refused', STATUS_CODES[status] ?? 'It was refused'];
  return new HttpProblem(status, code, title);
}
