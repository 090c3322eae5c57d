import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isInstant } from '#cases';
import { commandId, type Submission } from '#eventsourcing';
import { HttpProblem } from '../problems/problem.js';

/** Who asks for what, taken from the token and the headers; nothing of it comes from the body. */
export function submissionOf(request: FastifyRequest, target: string): Submission {
  const { caller, headers } = request;
  if (caller === null) throw new Error('a command came in on a route that is open to everyone');
  const key = idempotencyKey(headers['idempotency-key']);
  const writtenAt = instantIn(headers['written-at']);
  const id = key === undefined ? randomUUID() : commandId(caller.account, key);
  return {
    target,
    commandId: id,
    actor: caller.actor,
    organisation: caller.organisation,
    correlation: id,
    causation: null,
    now: new Date().toISOString(),
    ...(writtenAt !== undefined && { writtenAt }),
    ifMatch: revisionIn(headers['if-match']),
  };
}

/**
 * The key of the `Idempotency-Key` header (IETF draft): a quoted string, or the same without quotes.
 * @throws HttpProblem 400 for what is not 1 to 255 visible ASCII characters
 */
export function idempotencyKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = String(header);
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new HttpProblem(400, 'invalid-idempotency-key', 'The Idempotency-Key cannot be read', {
    detail: 'It must be 1 to 255 visible ASCII characters, best a UUID.',
  });
}

/**
 * The revision in an `If-Match` header: `"5"`, or an `ETag` of a read, which begins with the revision. `*` asks for nothing.
 * @throws HttpProblem 400 for anything else
 */
export function revisionIn(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const revision = /^"(\d{1,15})(?:-[^"]*)?"$/.exec(header)?.[1];
  if (revision !== undefined) return Number(revision);
  throw new HttpProblem(400, 'invalid-if-match', 'The If-Match header cannot be read', {
    detail: 'It must be one revision in double quotes, such as "5".',
  });
}

/**
 * The instant in a `Written-At` header, in UTC: when the client's own clock says that the command was written.
 * @throws HttpProblem 400 for what is no instant of RFC 3339
 */
export function instantIn(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const instant = isInstant(header) ? new Date(header).toISOString() : '';
  // At the ends of the calendar, another offset leads out of the years that a record can name.
  if (/^\d{4}-/.test(instant)) return instant;
  throw new HttpProblem(400, 'invalid-written-at', 'The Written-At header cannot be read', {
    detail: 'It must be an instant such as 2025-08-24T12:00:00Z.',
  });
}
