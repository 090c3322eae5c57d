import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Noted } from '#activity';
import { activityObserver } from './activity.js';
import type { RouteActivity } from './noted-as.js';

const TOKEN = {
  id: '0197a000-0000-7000-8000-000000000001',
  actor: 'Field office',
  organisation: 'An organisation',
  roles: ['caseworker'],
} as const;

interface Requested {
  readonly activity?: RouteActivity;
  readonly method?: string;
  readonly route?: string;
  readonly params?: object;
  readonly status?: number;
  readonly token?: object | null;
  readonly written?: readonly object[] | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sent?: boolean;
  readonly access?: unknown;
}

/** What is noted of a request, as Fastify shows it. */
function noticed(...requests: readonly Requested[]): Noted[] {
  const all: Noted[] = [];
  const observer = activityObserver({ note: (one) => void all.push(one), flush: async () => true });
  for (const { method = 'GET', route, params = {}, status = 200, token = TOKEN, written = null, ...rest } of requests) {
    const { headers = {}, sent = true, access = ['caseworker'], activity } = rest;
    const routeOptions = { url: route, config: { access, activity } };
    const request = { method, params, caller: token, written, routeOptions, is404: route === undefined };
    const reply = {
      statusCode: status,
      raw: { headersSent: sent },
      hasHeader: (name: string) => name in headers,
      getHeader: (name: string) => headers[name],
    };
    if (status !== 401 && status !== 403) void observer.begun(request as unknown as FastifyRequest);
    if (sent) void observer.answering(request as unknown as FastifyRequest, reply as unknown as FastifyReply);
    observer.ended(request as unknown as FastifyRequest, reply as unknown as FastifyReply);
  }
  return all.filter(({ kind }) => kind !== 'sign-in');
}

describe('what is noted of requests', () => {
  it.each<[string, Requested, Partial<Noted>]>([
    [
      'a cohort that is read',
      { route: '/api/v1/cohorts/:id', params: { id: 'a' } },
      {
        kind: 'read',
        about: 'a',
        cohorts: ['a'],
        actor: 'Field office',
        organisation: 'An organisation',
        token: TOKEN.id,
      },
    ],
    [
      'its case file that is looked for in vain',
      { route: '/api/v1/cohorts/:id/entries', params: { id: 'a' }, status: 404 },
      { kind: 'read', status: 404, cohorts: ['a'] },
    ],
    [
      'a list as a file',
      { route: '/api/v1/cohorts', headers: { 'content-disposition': 'attachment' } },
      { kind: 'export', about: null, cohorts: [] },
    ],
    ['the feed of events', { route: '/api/v1/events', activity: 'export' }, { kind: 'export' }],
    [
      'a command that wrote entries',
      {
        method: 'POST',
        route: '/api/v1/exchanges',
        status: 201,
        written: [
          { entryId: 'e-1', stream: 'exchange-x' },
          { entryId: 'e-2', stream: 'cohort-a' },
          { entryId: 'e-3', stream: 'cohort-b' },
        ],
      },
      { kind: 'entry', method: 'POST', entries: ['e-1', 'e-2', 'e-3'], cohorts: ['a', 'b'] },
    ],
    ['an upload', { method: 'POST', route: '/api/v1/imports', status: 201 }, { kind: 'action' }],
    [
      'a token that is made',
      {
        method: 'POST',
        route: '/api/v1/tokens',
        activity: 'token-created',
        status: 201,
        headers: { location: '/api/v1/tokens/0197-b' },
      },
      { kind: 'token-created', about: '0197-b' },
    ],
    [
      'a token that is revoked',
      {
        method: 'DELETE',
        route: '/api/v1/tokens/:id',
        activity: 'token-revoked',
        params: { id: '0197-b' },
        status: 204,
      },
      { kind: 'token-revoked', about: '0197-b' },
    ],
    [
      'a stranger',
      { route: '/api/v1/cohorts', status: 401, token: null },
      { kind: 'denied', actor: null, token: null },
    ],
    [
      'somebody who may not',
      { route: '/api/v1/audit/bundle', status: 403 },
      { kind: 'denied', actor: 'Field office', route: '/api/v1/audit/bundle' },
    ],
    ['a stranger who guesses addresses', { status: 401, token: null }, { kind: 'denied', route: null, method: null }],
    [
      'an address that is no id',
      { route: '/api/v1/cohorts/:id', params: { id: 'A name, perhaps' }, status: 404 },
      { kind: 'read', about: null, cohorts: [] },
    ],
  ])('%s', (_, asked, expected) => {
    expect(noticed(asked)).toEqual([expect.objectContaining(expected)]);
  });

  it.each<[string, Requested]>([
    ['what is open to everyone', { route: '/health/live', access: 'everyone' }],
    ['metrics', { route: '/metrics', activity: 'nothing' }],
    ['a checkpoint', { route: '/api/v1/audit/checkpoint', activity: 'nothing' }],
    ['a command that found everything already so', { method: 'POST', route: '/api/v1/cohorts', written: [] }],
    ['a command that a rule refused', { method: 'POST', route: '/api/v1/cohorts', status: 409 }],
    ['a server that was behind', { route: '/api/v1/cohorts', status: 503 }],
    ['a request that was broken off before its answer', { route: '/api/v1/cohorts', sent: false }],
  ])('nothing of %s', (_, asked) => {
    expect(noticed(asked)).toEqual([]);
  });

  it('a stream when it begins, and once', () => {
    expect(noticed({ route: '/api/v1/events/stream', activity: 'follow' })).toMatchObject([{ kind: 'export' }]);
  });

  it('a token that was not used for a while, and not each time', () => {
    const all: Noted[] = [];
    let minute = 0;
    const observer = activityObserver(
      { note: (one) => void all.push(one), flush: async () => true },
      () => minute * 60_000,
    );
    const request = { method: 'GET', caller: TOKEN, written: null, routeOptions: { url: '/x', config: {} } };
    for (minute of [0, 10, 39, 70, 71]) void observer.begun(request as unknown as FastifyRequest);
    expect(all.map(({ kind, at }) => [kind, at / 60_000])).toEqual([
      ['sign-in', 0],
      ['sign-in', 70],
    ]);
  });

  it('what shows something of a case, on the disk before it leaves', async () => {
    const written: string[] = [];
    const flush = async (): Promise<boolean> => written.push('flushed') > 0;
    const observer = activityObserver({ note: ({ kind }) => void written.push(kind), flush });
    const request = {
      method: 'GET',
      params: {},
      caller: TOKEN,
      written: null,
      routeOptions: { url: '/x', config: {} },
    };
    const reply = { statusCode: 200, raw: { headersSent: true }, hasHeader: () => false };
    const asked = [request, reply] as unknown as [FastifyRequest, FastifyReply];
    await observer.answering(...asked);
    expect(written).toEqual(['read', 'flushed']);
    observer.ended(...asked);
    expect(written).toEqual(['read', 'flushed']);
  });
});
