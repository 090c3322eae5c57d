import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { EntryWritten } from '#eventsourcing';
import type { AuthGuard } from '../auth/auth-guard.js';
import type { Metrics } from '../metrics.js';
import { problemOf, problemOfStatus } from '../problems/problem-of.js';
import { HttpProblem, pathOf, sendProblem } from '../problems/problem.js';
import { readJson } from './json.js';
import { compressJson } from './compression.js';
import { KnownRoutes } from './known-routes.js';
import { losePatience } from './body-timeout.js';
import type { InFlight } from './in-flight.js';

/** What a request may weigh and how long it may take to arrive. */
export const LIMITS = {
  bodyBytes: 256 * 1024,
  headerBytes: 16 * 1024,
  pathParameterLength: 200,
  headersMs: 10_000,
  /** A request with an ordinary body; an upload may take longer. */
  requestMs: 20_000,
  uploadMs: 30 * 60_000,
  /** What is left of a body that nobody reads any more. */
  restMs: 10_000,
  /** How long a connection may be silent; an open stream of events never is. */
  silenceMs: 75_000,
} as const;

/** Told of requests as they come and go. */
export interface Observer {
  /** Of one that was let in. A promise is waited for before it is gone on with. */
  readonly begun: (request: FastifyRequest) => Promise<unknown> | undefined;
  /** Before the first byte of an answer leaves. A promise is waited for. */
  readonly answering: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> | undefined;
  /** However it ended, and no matter who ended it. */
  readonly ended: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** What is served beside the API where no route is: pages for browsers, which tell nothing of any case and are open to everyone. */
export interface Pages {
  readonly takes: (request: FastifyRequest) => boolean;
  readonly send: (request: FastifyRequest, reply: FastifyReply) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The entries that a command wrote; null for what is no command, or was not done. */
    written: readonly EntryWritten[] | null;
  }
}

export interface Surroundings {
  readonly authGuard: AuthGuard;
  readonly observer?: Observer;
  readonly pages?: Pages;
  readonly inFlight: InFlight;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Addresses and networks of proxies: what they say of a client's address is believed. */
  readonly trustedProxies?: readonly string[];
}

/** Fastify with our limits, our guard, our reading of JSON, and problems for answers to whatever cannot be taken in. */
export function fastifyAdapter(surroundings: Surroundings): FastifyAdapter {
  const adapter = new FastifyAdapter({
    skipMiddie: true,
    multipart: false,
    bodyLimit: LIMITS.bodyBytes,
    trustProxy: [...(surroundings.trustedProxies ?? [])],
    requestTimeout: LIMITS.uploadMs,
    connectionTimeout: LIMITS.silenceMs,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LIMITS.pathParameterLength },
    http: {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersMs,
      // How often Node looks whether a request has taken too long.
      connectionsCheckingInterval: 1_000,
    },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error), request.url),
    clientErrorHandler: refuseConnection,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, request.routeOptions.config.raw ? body : readJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser('*', (request, payload, done) => {
    if (request.routeOptions.config.raw) done(null, payload);
    else done(problemOfStatus(415));
  });
  addHooks(fastify, surroundings);
  compressJson(fastify);
  losePatience(fastify, { bodyMs: LIMITS.requestMs, restMs: LIMITS.restMs });
  return adapter;
}

function addHooks(fastify: FastifyInstance, surroundings: Surroundings): void {
  const { authGuard, inFlight, metrics, log, observer, pages } = surroundings;
  const routes = new KnownRoutes(fastify);
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('written', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    inFlight.start();
    // However it ends: answered, broken off by the client, or a stream that was taken out of Fastify's hands.
    reply.raw.once('close', () => {
      inFlight.end();
      observer?.ended(request, reply);
    });
    try {
      if (inFlight.isDraining) turnAway(request, reply);
      if (request.is404 && pages?.takes(request)) return pages.send(request, reply);
      authGuard.check(request, reply);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onRequest', async (request) => {
    await observer?.begun(request);
    if (request.is404) routes.check(pathOf(request.url), request.method);
  });
  fastify.addHook('onSend', async (request, reply, payload) => {
    await observer?.answering(request, reply);
    return payload;
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const milliseconds = reply.elapsedTime;
    metrics.request(method, route, reply.statusCode, milliseconds / 1_000);
    if (log.isLevelEnabled('debug')) {
      // The route's pattern and never the address itself, which may name what is nobody's business.
      const { id, caller } = request;
      const status = reply.statusCode;
      log.debug({ request: id, method, route, status, ms: Math.round(milliseconds), by: caller?.id }, 'request');
    }
    done();
  });
}

/** While the server ends, only those who ask how it is are still answered. */
function turnAway(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('connection', 'close');
  if (request.routeOptions.config.access === 'everyone') return;
  throw new HttpProblem(503, 'stopping', 'The server is stopping', {
    detail: 'Send the same request again in a moment, with the same Idempotency-Key.',
    headers: { 'retry-after': '1' },
    isExpected: true,
  });
}

const CONNECTION_ERRORS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what is no HTTP request, or never becomes one, before any route is known. */
function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const status = CONNECTION_ERRORS[error.code ?? ''] ?? 400;
  const body = JSON.stringify(problemOfStatus(status).toDetails('/'));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
