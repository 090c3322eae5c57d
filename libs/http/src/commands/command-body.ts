import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Submission } from '#eventsourcing';
import { describeLater } from '../openapi/described-later.js';
import { Attached } from '../server/attached.js';
import { problemOfStatus } from '../problems/problem-of.js';
import type { Class } from '../validation/compile.js';
import { validate } from '../validation/validate.js';
import { submissionOf } from './submission.js';

/** How a command came in. It goes with the command over the bus without being part of it. */
export interface Arrival {
  readonly submission: Submission;
  readonly reply: FastifyReply;
}

const arrivals = new Attached<Arrival>();

export function arrivalOf(command: object): Arrival {
  const arrival = arrivals.of(command);
  if (arrival === undefined) throw new Error(`${command.constructor.name} did not come in over HTTP`);
  return arrival;
}

export interface CommandBodyOptions {
  /** The field of the body that names what is created; without it the `id` of the path names what is acted on. */
  readonly creates?: string;
  /** Where the same address takes other commands too: the class that a body asks for. */
  readonly choose?: { readonly among: readonly Class[]; readonly by: (body: unknown) => Class };
}

interface Source extends CommandBodyOptions {
  readonly type: Class;
}

const Body = createParamDecorator(({ type, creates, choose }: Source, context: ExecutionContext): object => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const command = validate(choose?.by(request.body) ?? type, request.body);
  const target = creates === undefined ? idIn(request) : (command as Record<string, string>)[creates]!;
  arrivals.attach(command, { submission: submissionOf(request, target), reply: http.getResponse<FastifyReply>() });
  return command;
});

/** The request's body as the command that the parameter's type names, checked, with who sent it attached. */
export function CommandBody(options: CommandBodyOptions = {}): ParameterDecorator {
  return (controller, method, index) => {
    const types = Reflect.getMetadata('design:paramtypes', controller, method!) as Class[];
    const type = types[index]!;
    Body({ ...options, type })(controller, method, index);
    const descriptor = Object.getOwnPropertyDescriptor(controller, method!)!;
    describeLater(({ ApiBody, getSchemaPath }) => {
      const bodies = options.choose?.among.map((each) => ({ $ref: getSchemaPath(each) }));
      ApiBody(bodies === undefined ? { type } : { schema: { oneOf: bodies } })(controller, method!, descriptor);
    });
  };
}

const ID = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

/** The `id` of the path. What cannot be an id names nothing. */
function idIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (ID.test(id)) return id;
  throw problemOfStatus(404);
}
