import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Token, TokenStore } from '#access';
import { HttpProblem } from '../problems/problem.js';
import type { RateLimit } from './rate-limit.js';

/**
 * Lets a request through, or not. It stands before everything else, body and routing errors included: a stranger learns
 * nothing, not even which addresses there are. A route that does not say whom it is for is closed.
 */
export class AuthGuard {
  constructor(
    private readonly tokens: TokenStore,
    private readonly limit: RateLimit,
  ) {}

  /** @throws HttpProblem 401, 403 or 429 */
  check(request: FastifyRequest, reply: FastifyReply): void {
    const access = request.is404 ? 'nowhere' : request.routeOptions.config.access;
    if (access === 'everyone') return;
    const token = this.identify(request.headers.authorization);
    // Also of who is turned away it is known who that was.
    request.bearer = token;
    if (this.limit.isOn) this.count(token, reply);
    const isAllowed = access === 'nowhere' || (access?.some((role) => token.roles.includes(role)) ?? false);
    if (!isAllowed) throw forbidden(token, access ?? []);
  }

  private identify(header: string | undefined): Token {
    if (header === undefined) throw unauthorized('A token is needed: "Authorization: Bearer hw_...".');
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (secret === undefined) throw unauthorized('The Authorization header must read "Bearer hw_...".');
    const token = this.tokens.identify(secret);
    if (token === undefined)
      throw unauthorized('This token is unknown, expired or revoked.', ', error="invalid_token"');
    return token;
  }

  private count(token: Token, reply: FastifyReply): void {
    const { allowed, remaining, seconds } = this.limit.take(token.id);
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

function unauthorized(detail: string, parameters = ''): HttpProblem {
  return new HttpProblem(401, 'unauthorized', 'Who asks is not known', {
    detail,
    headers: { 'www-authenticate': `Bearer realm="homeward"${parameters}` },
  });
}

function forbidden(token: Token, roles: readonly string[]): HttpProblem {
  return new HttpProblem(403, 'forbidden', 'This token may not do that', {
    detail: `It needs one of the roles ${roles.join(', ') || '(none)'}; this token has ${token.roles.join(', ')}.`,
    headers: { 'www-authenticate': 'Bearer realm="homeward", error="insufficient_scope"' },
  });
}
