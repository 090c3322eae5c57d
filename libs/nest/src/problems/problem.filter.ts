import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOG } from '../log.js';
import { problemOf } from './problem-of.js';
import { sendProblem } from './problem.js';

/** Answers every error as a problem. Only what nobody expected is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500) {
      this.log.error({ err: error, request: request.id, route: request.routeOptions.url }, problem.code);
    }
    if (!reply.sent) sendProblem(reply, problem, request.url);
  }
}
