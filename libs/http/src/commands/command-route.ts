import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import type { Role } from '#access';
import type { Class } from '../validation/compile.js';
import { ApiHeader } from '../openapi/described-later.js';
import { Allow } from '../auth/allow.js';

/**
 * The route of a command that acts on something: `POST :id/mark-in-transit` for `MarkInTransit`.
 * @param action where it is not the command's name
 * @param roles whom it is for
 */
export function CommandRoute(action?: string, roles: readonly Role[] = ['caseworker']): MethodDecorator {
  return (controller, method, descriptor) => {
    const [command] = Reflect.getMetadata('design:paramtypes', controller, method) as [Class];
    const path = `:id/${action ?? commandPath(command)}`;
    applyDecorators(Post(path), HttpCode(200), Allow(...roles), CommandHeaders())(controller, method, descriptor);
  };
}

/** The route of a command that creates: `POST` on the collection. */
export function CreateRoute(roles: readonly Role[] = ['caseworker']): MethodDecorator {
  return applyDecorators(Post(), HttpCode(201), Allow(...roles), CommandHeaders());
}

function CommandHeaders(): MethodDecorator {
  return applyDecorators(
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
  );
}

/** The last part of a command's path: `mark-in-transit` for `MarkInTransit`. */
function commandPath({ name }: Class): string {
  return name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
