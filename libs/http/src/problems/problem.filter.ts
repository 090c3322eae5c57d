import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { problemOf } from './problem-of.js';
import { sendProblem } from './problem.js';
import type { Wordings } from './wording.js';

/** Answers every error as a problem. What nobody expected is logged as an error; what is our doing and passes, without a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly wordings: Wordings,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error, this.wordings);
    if (problem.status >= 500) {
      const where = { request: request.id, route: request.routeOptions.url };
      if (problem.options.isExpected === true) this.log.info(where, problem.code);
      else this.log.error({ ...where, err: error }, problem.code);
    }
    if (!reply.sent) sendProblem(reply, problem, request.url);
  }
}
