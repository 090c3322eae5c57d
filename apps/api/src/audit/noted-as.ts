import { Configured } from '#http';

/**
 * What a route's requests are noted as, where their method and their answer do not say it:
 * - `nothing`: it tells nothing of any case
 * - `export`: it takes case content away although it is no file
 * - `sign-in`: somebody tries to come in: it is noted where that is refused, and the session's first request where it is not
 * - `follow`: the same for as long as it stays open, so it is noted when it begins
 */
export type RouteActivity = 'nothing' | 'export' | 'follow' | 'sign-in' | 'token-created' | 'token-revoked';

declare module 'fastify' {
  interface FastifyContextConfig {
    activity?: RouteActivity;
  }
}

/** Says what the requests of a route are noted as in the list of who did what. */
export function NotedAs(activity: RouteActivity): MethodDecorator {
  return Configured({ activity });
}
