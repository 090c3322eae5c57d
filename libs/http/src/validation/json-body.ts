import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiBody } from '../openapi/described-later.js';
import type { Class } from './compile.js';
import { validate } from './validate.js';

const Body = createParamDecorator((type: Class, context: ExecutionContext): object =>
  validate(type, context.switchToHttp().getRequest<FastifyRequest>().body),
);

const taken = new Set<Class>();

/** The classes of all bodies that are no commands. */
export function jsonBodies(): readonly Class[] {
  return [...taken];
}

/** The request's body as the parameter's type, checked: for what is no command. */
export function JsonBody(): ParameterDecorator {
  return (controller, method, index) => {
    const types = Reflect.getMetadata('design:paramtypes', controller, method!) as Class[];
    const type = types[index]!;
    taken.add(type);
    Body(type)(controller, method, index);
    ApiBody({ type })(controller, method!, Object.getOwnPropertyDescriptor(controller, method!)!);
  };
}
