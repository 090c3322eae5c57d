import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemOfStatus } from '../problems/problem-of.js';
import { sendProblem } from '../problems/problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Ends the request where its body is not here in time. */
    bodyTimer: NodeJS.Timeout | undefined;
  }
}

/** How long bodies may take to arrive. */
export interface BodyTimeout {
  /** A body of an ordinary request. */
  readonly bodyMs: number;
  /** What is left of a body that nobody reads any more, because the request is answered. */
  readonly restMs: number;
}

/** Ends requests whose body does not arrive: an upload may take its time on a bad line, and nothing else may. */
export function losePatience(fastify: FastifyInstance, { bodyMs, restMs }: BodyTimeout): void {
  fastify.decorateRequest('bodyTimer', undefined);
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    if (hasBody(request) && request.routeOptions.config.raw !== true) {
      const late = (): void => {
        if (!reply.sent) sendProblem(reply.header('connection', 'close'), problemOfStatus(408), request.url);
        request.raw.destroy();
      };
      request.bodyTimer = setTimeout(late, bodyMs).unref();
    }
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    clearTimeout(request.bodyTimer);
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    const { raw } = request;
    clearTimeout(request.bodyTimer);
    if (!raw.complete) setTimeout(() => raw.complete || raw.destroy(), restMs).unref();
    done();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}
