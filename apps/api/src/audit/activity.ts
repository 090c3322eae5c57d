import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActivityKind, ActivityLog, Noted } from '#activity';
import type { Observer } from '#http';
import type { RouteActivity } from './noted-as.js';

/** A token that was not used for so long signs in again. */
const AWAY_MS = 30 * 60_000;
const TOKENS = '/api/v1/tokens';
const OF_A_COHORT = '/api/v1/cohorts/:id';
/** An id and nothing else: what somebody typed into an address may be anything. */
const ID = /^[a-z0-9][a-z0-9-]{0,99}$/;

/** Notes of each request who did what, and who read what. */
export function activityObserver(log: Pick<ActivityLog, 'note' | 'flush'>, clock: () => number = Date.now): Observer {
  /** When each token was last used, by its id. */
  const seen = new Map<string, number>();
  /** Requests of which it was noted already what they came to. */
  const done = new WeakSet<FastifyRequest>();
  const note = (kind: ActivityKind, request: FastifyRequest, reply: FastifyReply): void => {
    done.add(request);
    log.note(noted(kind, clock(), request, reply.statusCode, reply));
  };
  return {
    begun: (request) => {
      const { caller } = request;
      if (caller === null) return undefined;
      const now = clock();
      const last = seen.get(caller.id);
      seen.set(caller.id, now);
      if (last === undefined || now - last > AWAY_MS) log.note(noted('sign-in', now, request, null));
      // A stream may be open for days: that somebody follows it is noted when it begins.
      if (activityOf(request) !== 'follow') return undefined;
      log.note(noted('export', now, request, 200));
      return log.flush();
    },
    // What shows something of a case leaves only once it stands on the disk who has seen it; where that does not go, as on a full
    // disk, reading goes on, and what was noted waits in memory.
    answering: (request, reply) => {
      const kind = kindOf(request, reply);
      if (kind !== 'read' && kind !== 'export') return undefined;
      note(kind, request, reply);
      return log.flush();
    },
    ended: (request, reply) => {
      // Gone before anything was told.
      if (done.has(request) || !reply.raw.headersSent) return;
      const kind = kindOf(request, reply);
      if (kind !== undefined) note(kind, request, reply);
    },
  };
}

/** What a request was; undefined for one that is nobody's business. */
function kindOf(request: FastifyRequest, reply: FastifyReply): ActivityKind | undefined {
  const { statusCode } = reply;
  const activity = activityOf(request);
  if (activity === 'sign-in') return statusCode >= 400 && statusCode !== 400 ? 'denied' : undefined;
  const { access } = request.routeOptions.config ?? {};
  if (access === 'everyone' || access === 'visitors') return undefined;
  if (statusCode === 401 || statusCode === 403) return 'denied';
  if (request.is404) return undefined;
  if (activity === 'nothing' || activity === 'follow') return undefined;
  if (request.method === 'GET' || request.method === 'HEAD') {
    // That something is not there is an answer, too.
    if (statusCode >= 400 && statusCode !== 404) return undefined;
    return activity === 'export' || reply.hasHeader('content-disposition') ? 'export' : 'read';
  }
  if (statusCode >= 300) return undefined;
  if (request.written !== null) return request.written.length > 0 ? 'entry' : undefined;
  return activity === 'token-created' || activity === 'token-revoked' ? activity : 'action';
}

function activityOf({ routeOptions }: FastifyRequest): RouteActivity | undefined {
  return routeOptions.config?.activity;
}

function noted(
  kind: ActivityKind,
  at: number,
  request: FastifyRequest,
  status: number | null,
  reply?: FastifyReply,
): Noted {
  const { caller, method, written } = request;
  const route = request.is404 ? null : (request.routeOptions.url ?? null);
  const about = kind === 'token-created' ? createdToken(reply) : idIn(request);
  return {
    kind,
    at,
    actor: caller?.actor ?? null,
    organisation: caller?.organisation ?? null,
    token: caller?.id ?? null,
    method: route === null ? null : method,
    route,
    about,
    cohorts: [...cohortsOf(route, about, written), ...followedIn(request, route)],
    entries: kind === 'entry' ? written!.map(({ entryId }) => entryId) : [],
    status,
    lost: null,
  };
}

function idIn({ params }: FastifyRequest): string | null {
  const { id, sha256 } = (params ?? {}) as { readonly id?: string; readonly sha256?: string };
  const named = id ?? sha256;
  return named !== undefined && ID.test(named) ? named : null;
}

/** Whose changes were read. */
function followedIn({ query }: FastifyRequest, route: string | null): readonly string[] {
  if (route !== '/api/v1/sync') return [];
  const { ids = [] } = query as { readonly ids?: string | readonly string[] };
  return [...new Set([ids].flat())].filter((id) => ID.test(id));
}

function createdToken(reply: FastifyReply | undefined): string | null {
  const location = reply?.getHeader('location');
  return typeof location === 'string' ? location.slice(TOKENS.length + 1) : null;
}

function cohortsOf(route: string | null, about: string | null, written: FastifyRequest['written']): readonly string[] {
  const named = about !== null && route?.startsWith(OF_A_COHORT) === true ? [about] : [];
  if (written === null) return named;
  const streams = written.filter(({ stream }) => stream.startsWith('cohort-'));
  return [...new Set([...named, ...streams.map(({ stream }) => stream.slice('cohort-'.length))])];
}
