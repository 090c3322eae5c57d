import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Submission } from '#eventsourcing';
import { problemOfStatus } from '../problems/problem-of.js';
import { validate } from '../validation/validate.js';
import { takenBy } from './command-route.js';
import { submissionOf } from './submission.js';

/** A command that came in over HTTP: what was asked for, by whom, and where the answer goes. */
export interface CommandRequest<Command extends object = object> {
  readonly command: Command;
  readonly submission: Submission;
  readonly reply: FastifyReply;
}

/** The request's body as the command that the route takes, checked, with who sent it. @throws Invalid, HttpProblem */
export const CommandBody = createParamDecorator((_: unknown, context: ExecutionContext): CommandRequest => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const { classOf, creates } = takenBy(context.getHandler());
  const command = validate(classOf(request.body), request.body);
  const target = creates === undefined ? idIn(request) : (command as Record<string, string>)[creates]!;
  return { command, submission: submissionOf(request, target), reply: http.getResponse<FastifyReply>() };
});

const ID = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

/** The `id` of the path. What cannot be an id names nothing. */
function idIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (ID.test(id)) return id;
  throw problemOfStatus(404);
}
