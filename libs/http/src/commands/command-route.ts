import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import type { Role } from '#access';
import { Allow } from '../auth/allow.js';
import { Configured } from '../auth/route-config.js';
import { ApiHeader, describeLater } from '../openapi/described-later.js';
import { operationId } from '../openapi/operation-id.js';
import type { Class } from '../validation/compile.js';

/** Where one address takes several commands: the class that a body asks for. */
export interface CommandChoice {
  readonly among: readonly Class[];
  readonly by: (body: unknown) => Class;
}

/** What a route does with a request's body. */
export interface TakenCommand {
  readonly classOf: (body: unknown) => Class;
  /** The field of the body that names what is created; without it the `id` of the path names what is acted on. */
  readonly creates?: string;
}

const TAKEN = Symbol('the command that a route takes');

/** What the route of this method takes. @throws Error where it is no command's route */
export function takenBy(method: object): TakenCommand {
  const taken = Reflect.getMetadata(TAKEN, method) as TakenCommand | undefined;
  if (taken === undefined) throw new Error('@CommandBody() needs @CommandRoute() or @CreateRoute() on its method');
  return taken;
}

/**
 * The route of a command that acts on something: `POST :id/mark-in-transit` for `MarkInTransit`.
 * @param options.action where it is not the command's name
 * @param options.roles whom it is for: caseworkers, unless said otherwise
 */
export function CommandRoute(
  command: Class,
  { action = commandPath(command), roles = ['caseworker'] }: { action?: string; roles?: readonly Role[] } = {},
): MethodDecorator {
  return commandRoute(Post(`:id/${action}`), 200, roles, command);
}

/**
 * The route of a command that creates: `POST` on the collection.
 * @param creates the field of the body that names what is created
 */
export function CreateRoute(
  command: Class | CommandChoice,
  creates: string,
  roles: readonly Role[] = ['caseworker'],
): MethodDecorator {
  return commandRoute(Post(), 201, roles, command, creates);
}

function commandRoute(
  post: MethodDecorator,
  status: number,
  roles: readonly Role[],
  command: Class | CommandChoice,
  creates?: string,
): MethodDecorator {
  const classOf = typeof command === 'function' ? () => command : command.by;
  const taken: TakenCommand = { classOf, ...(creates !== undefined && { creates }) };
  return applyDecorators(
    post,
    HttpCode(status),
    Allow(...roles),
    describeBody(command),
    ...HEADERS,
    (controller, method, descriptor) => {
      const command = operationId(controller.constructor.name, String(method));
      Configured({ command })(controller, method, descriptor);
    },
    (_, __, { value }) => Reflect.defineMetadata(TAKEN, taken, value!),
  );
}

function describeBody(command: Class | CommandChoice): MethodDecorator {
  return (controller, method, descriptor) =>
    describeLater(({ ApiBody, getSchemaPath }) => {
      const body =
        typeof command === 'function'
          ? { type: command }
          : { schema: { oneOf: command.among.map((each) => ({ $ref: getSchemaPath(each) })) } };
      ApiBody(body)(controller, method, descriptor);
    });
}

const HEADERS = [
  ApiHeader({
    name: 'Idempotency-Key',
    description: 'A key of your own for this request. Sent again, it answers as the first time.',
    schema: { type: 'string', minLength: 1, maxLength: 255, example: '8e03978e-40d5-43dd-bc93-6894a57f9324' },
  }),
  ApiHeader({
    name: 'If-Match',
    description: 'The revision you decided on, in double quotes; refused where there is a newer one.',
    schema: { type: 'string', example: '"5"' },
  }),
  ApiHeader({
    name: 'Written-At',
    description:
      'When it was written, by your own clock: kept with the entry as what you say, and shown; nothing is ordered by it.',
    schema: { type: 'string', format: 'date-time', example: '2025-08-24T12:00:00Z' },
  }),
];

/** The last part of a command's path: `mark-in-transit` for `MarkInTransit`. */
function commandPath({ name }: Class): string {
  return name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
