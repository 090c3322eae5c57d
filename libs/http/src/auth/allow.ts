import { applyDecorators } from '@nestjs/common';
import { ROLES, type Caller, type Role } from '#access';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '../openapi/described-later.js';
import type { Access } from './audience.js';
import { Operation } from './operations.js';
import { Configured } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Open to a session that still lacks its second factor. */
    beforeSecondFactor?: boolean;
    /** With a session, only to a person who has just proved who he is. */
    fresh?: boolean;
  }
  interface FastifyRequest {
    /** Whose request it is, turned away or not; null for a stranger's, and on a route that is open to everyone. */
    caller: Caller | null;
  }
}

/** Opens a route to callers who have one of the roles. */
export function Allow(...roles: readonly Role[]): MethodDecorator {
  return opened(roles, roles);
}

/** Opens a route to everybody who is known, whatever the roles. */
export function AllowCallers(): MethodDecorator {
  return opened('callers', ROLES);
}

/** Opens a route to people who have signed in. */
export function AllowPeople({ beforeSecondFactor = false } = {}): MethodDecorator {
  return applyDecorators(
    Configured({ access: 'people', beforeSecondFactor }),
    Operation('people'),
    ApiSecurity('session'),
    ApiExtension('x-roles', ['person']),
  );
}

/** Opens a route to those who administer people; whose, the route has to look at. */
export function AllowAdministrators(): MethodDecorator {
  return opened('administrators', ['administrator']);
}

/** Opens a route to everyone, without a token: it tells nothing of anybody. */
export function AllowEveryone(): MethodDecorator {
  return openToAll('everyone');
}

/** Opens a route to everyone; it is told who has signed in, and is not taken from other sites. */
export function AllowVisitors(): MethodDecorator {
  return applyDecorators(openToAll('visitors'), Configured({ beforeSecondFactor: true }));
}

/** With a session, lets only people through who have proved in the last minutes who they are. */
export function Fresh(): MethodDecorator {
  return applyDecorators(Configured({ fresh: true }), ApiExtension('x-fresh', true));
}

function opened(access: Access, roles: readonly string[]): MethodDecorator {
  return applyDecorators(
    Configured({ access }),
    Operation(access),
    ApiBearerAuth(),
    ApiSecurity('session'),
    ApiExtension('x-roles', roles),
  );
}

function openToAll(access: Access): MethodDecorator {
  return applyDecorators(
    Configured({ access }),
    Operation(access),
    ApiSecurity({}),
    ApiExtension('x-roles', ['everyone']),
  );
}
