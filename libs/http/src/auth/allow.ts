import { applyDecorators } from '@nestjs/common';
import type { Role, Token } from '#access';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '../openapi/described-later.js';
import { Configured } from './route-config.js';

/** Who may use a route. A route that does not say is closed to everyone. */
export type Access = 'everyone' | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Whose request it is, turned away or not; null for a stranger's, and on a route that is open to everyone. */
    bearer: Token | null;
  }
}

/** Opens a route to tokens that have one of the roles. */
export function Allow(...roles: readonly Role[]): MethodDecorator {
  return applyDecorators(Configured({ access: roles }), ApiBearerAuth(), ApiExtension('x-roles', roles));
}

/** Opens a route to everyone, without a token: it tells nothing of anybody. */
export function AllowEveryone(): MethodDecorator {
  return applyDecorators(Configured({ access: 'everyone' }), ApiSecurity({}), ApiExtension('x-roles', ['everyone']));
}
