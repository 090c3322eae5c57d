import type { FastifyReply, FastifyRequest } from 'fastify';
import { freshUntil, type Access as Accesses, type Caller } from '#access';
import { HttpProblem } from '../problems/problem.js';
import type { Access } from './audience.js';
import { cookieIn, SESSION_COOKIE } from './cookies.js';
import { isFor } from './operations.js';
import type { RateLimit } from './rate-limit.js';
import { refuseOtherSites } from './same-origin.js';

/** Who it is that has a token or a session's cookie; undefined for one that is not good. */
export type Identities = Pick<Accesses, 'withToken' | 'withSession'>;

/**
 * Lets a request through, or not. It stands before everything else, body and routing errors included: a stranger learns
 * nothing, not even which addresses there are. A route that does not say whom it is for is closed.
 */
export class AuthGuard {
  /** @param publicOrigin where people reach the server; undefined for the host that is asked */
  constructor(
    private readonly identities: Identities,
    private readonly limit: RateLimit,
    private readonly publicOrigin?: string,
  ) {}

  /** @throws HttpProblem 401, 403 or 429 */
  check(request: FastifyRequest, reply: FastifyReply): void {
    const { access, fresh } = configOf(request);
    if (access === 'everyone') return;
    if (access === 'visitors') {
      request.caller = this.visitor(request);
      return;
    }
    const caller = this.identify(request);
    // Also of who is turned away it is known who that was.
    request.caller = caller;
    if (this.limit.isOn) this.count(caller, reply);
    // Who is known may be told that there is nothing.
    if (request.is404) return;
    if (access === undefined || !isFor(access, caller)) throw forbidden(caller, access);
    if (fresh === true && isStale(caller)) throw NOT_FRESH;
  }

  /** Whether a request that was let through would be again: what stays open for long asks from time to time. */
  letsIn(request: FastifyRequest): boolean {
    try {
      return isFor(configOf(request).access ?? [], this.identify(request));
    } catch {
      return false;
    }
  }

  /** Who visits a page that is open to everyone; null for a stranger. @throws HttpProblem where another site sends it */
  private visitor(request: FastifyRequest): Caller | null {
    const { authorization } = request.headers;
    // No other site can send this header without asking the server first.
    if (authorization === undefined) refuseOtherSites(request, this.publicOrigin);
    const secret = cookieIn(request, SESSION_COOKIE);
    return (secret === undefined ? undefined : this.identities.withSession(secret)) ?? null;
  }

  private identify(request: FastifyRequest): Caller {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.withToken(authorization);
    const secret = cookieIn(request, SESSION_COOKIE);
    if (secret === undefined) throw unauthorized('A token is needed: "Authorization: Bearer hw_...", or a session.');
    refuseOtherSites(request, this.publicOrigin);
    const caller = this.identities.withSession(secret);
    if (caller === undefined) throw SESSION_ENDED;
    if (caller.session!.stage !== 'signed-in' && configOf(request).beforeSecondFactor !== true) throw NOT_YET_IN;
    return caller;
  }

  private withToken(header: string): Caller {
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (secret === undefined) throw unauthorized('The Authorization header must read "Bearer hw_...".');
    const caller = this.identities.withToken(secret);
    if (caller === undefined)
      throw unauthorized('This token is unknown, expired or revoked.', ', error="invalid_token"');
    return caller;
  }

  private count({ account }: Caller, reply: FastifyReply): void {
    const { allowed, remaining, seconds } = this.limit.take(account);
    const headers = { 'ratelimit-policy': this.limit.policy, ratelimit: `"token";r=${remaining};t=${seconds}` };
    if (allowed) {
      void reply.headers(headers);
      return;
    }
    throw new HttpProblem(429, 'too-many-requests', 'Too many requests with this token', {
      detail: `Wait ${seconds} s and send it again.`,
      headers: { ...headers, 'retry-after': String(seconds) },
    });
  }
}

/** A person who is in, and proved that a while ago. Who is still on the way in has just done so. */
function isStale({ session }: Caller): boolean {
  return session?.stage === 'signed-in' && freshUntil(session) === null;
}

function configOf(request: FastifyRequest): {
  readonly access?: Access;
  readonly fresh?: boolean;
  readonly beforeSecondFactor?: boolean;
} {
  // What is nowhere says nothing, and so is closed.
  return request.is404 ? {} : request.routeOptions.config;
}

function unauthorized(detail: string, parameters = ''): HttpProblem {
  return new HttpProblem(401, 'unauthorized', 'Who asks is not known', {
    detail,
    headers: { 'www-authenticate': `Bearer realm="homeward"${parameters}` },
  });
}

const SESSION_ENDED = new HttpProblem(401, 'session-ended', 'The session has ended', {
  detail: 'Sign in again. What is kept on this device of this session is to be deleted.',
});

const NOT_YET_IN = new HttpProblem(401, 'second-factor-needed', 'A second factor is needed first', {
  detail: 'GET /api/v1/session says which are accepted.',
});

const NOT_FRESH = new HttpProblem(403, 'fresh-sign-in-needed', 'This needs you to prove again who you are', {
  detail: 'POST /api/v1/session/confirm, and send it again within five minutes.',
});

function forbidden({ roles, session }: Caller, access: Access = []): HttpProblem {
  const [holder, has] = session === null ? ['This token', 'this token has'] : ['You', 'you have'];
  const needed = typeof access === 'string' ? [] : access;
  const detail =
    access === 'people'
      ? 'It is for people who have signed in.'
      : `It needs one of the roles ${needed.join(', ') || '(none)'}; ${has} ${roles.join(', ') || '(none)'}.`;
  return new HttpProblem(403, 'forbidden', `${holder} may not do that`, {
    detail,
    headers: { 'www-authenticate': 'Bearer realm="homeward", error="insufficient_scope"' },
  });
}
