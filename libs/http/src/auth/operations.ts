import type { Caller } from '#access';
import { operationId } from '../openapi/operation-id.js';
import type { Access } from './audience.js';

const OPERATIONS = new Map<string, Access>();

/** Remembers whom an operation is for, by the id that the API's description gives it. */
export function Operation(access: Access): MethodDecorator {
  return (controller, method) => {
    OPERATIONS.set(operationId(controller.constructor.name, String(method)), access);
  };
}

/** The operations that somebody may call, in the order of their ids. */
export function operationsOf(caller: Caller): string[] {
  return [...OPERATIONS].flatMap(([id, access]) => (isFor(access, caller) ? [id] : [])).sort();
}

/** Whether a route is open to somebody. */
export function isFor(access: Access, { roles, administers, session }: Caller): boolean {
  switch (access) {
    case 'everyone':
    case 'visitors':
    case 'callers':
      return true;
    case 'people':
      return session !== null;
    case 'administrators':
      return administers.length > 0;
    default:
      return access.some((role) => roles.includes(role));
  }
}
