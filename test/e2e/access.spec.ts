import 'reflect-metadata';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { homeward } from './homeward.js';
import { cleanUp, Client, startInVain, startServer, type Answer, type TestServer } from './server.js';
import { cohortNamed } from './sample-requests.js';

const ROLES = ['caseworker', 'auditor', 'reporter', 'administrator'];

const DAY = 24 * 3_600_000;

/** How many days lie ahead until an instant. */
function inDays(instant: string): number {
  return Math.round((Date.parse(instant) - Date.now()) / DAY);
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[];
}

describe('access', () => {
  let server: TestServer;
  let stranger: Client;
  let administrator: Client;
  const clients = new Map<string, Client>();
  let operations: Operation[];

  beforeAll(async () => {
    server = await startServer();
    stranger = new Client(server.address);
    administrator = new Client(server.address, server.administrator);
    for (const role of ROLES) clients.set(role, new Client(server.address, await server.token(role)));
    const { body } = await stranger.get('/api/openapi.json');
    operations = Object.entries(body.paths as Record<string, Record<string, { 'x-roles'?: string[] }>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ method, path, roles: operation['x-roles'] ?? [] })),
    );
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const ask = (client: Client, { method, path }: Operation) =>
    client.send(
      method.toUpperCase(),
      path.replaceAll(/\{\w+\}/g, 'x'),
      /^p(?:os|u)t$/.test(method) ? '{}' : undefined,
      {
        ...(method === 'post' && { 'content-type': 'application/json' }),
      },
    );
  const isStream = ({ path }: Operation): boolean => path.endsWith('/stream');

  it('is declared on every route', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(operations.filter(({ roles }) => roles.length === 0)).toEqual([]);
  });

  it('is denied to who has no token, everywhere but where it says so', async () => {
    const open = operations.filter(({ roles }) => roles.includes('everyone')).map(({ path }) => path);
    expect([...new Set(open)].toSorted()).toEqual([
      '/api/v1/invitations/accept',
      '/api/v1/invitations/look',
      '/api/v1/invitations/passkey-options',
      '/api/v1/session',
      '/api/v1/session/confirm',
      '/api/v1/session/passkey',
      '/api/v1/session/passkey/options',
      '/api/v1/session/second-factor',
      '/health/live',
      '/health/ready',
      '/witness/add-checkpoint',
    ]);
    for (const operation of operations.filter(({ path }) => !open.includes(path))) {
      const { status, headers } = await ask(stranger, operation);
      expect([operation.path, status]).toEqual([operation.path, 401]);
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
    expect((await stranger.get('/api/v1/nothing')).status).toBe(401);
  });

  it.each(ROLES)('of a %s is exactly what is declared', async (role) => {
    for (const operation of operations.filter((each) => !isStream(each))) {
      const { status } = await ask(clients.get(role)!, operation);
      const isIn = operation.roles.includes(role) || operation.roles.includes('everyone');
      expect([operation.method, operation.path, status === 403]).toEqual([operation.method, operation.path, !isIn]);
      // Who has a token has no session: what tries to sign in is refused, and nothing else.
      expect([operation.path, status === 401 && !/\/session\//.test(operation.path)]).toEqual([operation.path, false]);
    }
  });

  it('is what the roles are for', () => {
    const mayDo = (role: string) => operations.filter(({ roles }) => roles.includes(role)).map(({ path }) => path);
    const ofAdministrators =
      /^\/api\/v1\/(?:me$|people|organisations|actors$|commands$|tokens|pathways|webhooks|audit\/(?:checkpoint|keys))|^\/metrics$/;
    expect(mayDo('administrator').filter((path) => !ofAdministrators.test(path))).toEqual([]);
    expect(mayDo('reporter').filter((path) => /entries|events|tokens/.test(path))).toEqual([]);
    // Of a batch each command is held to its own roles.
    const others = /tokens|webhooks|audit|witness|people|organisations|session|invitations|\/me\b|\/commands$/;
    const commands = operations.filter(({ method, path }) => method === 'post' && !others.test(path));
    for (const { path, roles } of commands) {
      expect([path, roles]).toEqual([path, [path.includes('/pathways') ? 'administrator' : 'caseworker']]);
    }
    const writes = operations.filter(
      ({ method, path }) => method !== 'get' && !path.includes('/pathways') && !others.test(path),
    );
    expect(writes.filter(({ roles }) => roles.join() !== 'caseworker')).toEqual([]);
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer nonsense', `Bearer hw_${'a'.repeat(43)}`, 'bearer  ', 'hw_abc'])(
    'is denied to a header that reads "%s"',
    async (authorization) => {
      const { status, body } = await stranger.get('/api/v1/cohorts', { authorization });
      expect([status, body.code]).toEqual([401, 'unauthorized']);
    },
  );

  it('is for the first administrator, whose token stands in a file where nobody watches, until it is used', async () => {
    const first = await startServer();
    const file = join(first.folder, 'administrator-token');
    expect(first.printed()).toContain(`administrator token: written to ${file}\n`);
    expect(first.printed()).not.toMatch(/hw_[\w-]{43}/);
    expect(process.platform === 'win32' ? 0 : statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(`${first.administrator}\n`);
    const client = new Client(first.address, first.administrator);
    expect((await client.get('/api/v1/tokens')).status).toBe(200);
    await until('removing the file', () => !existsSync(file));
    const [used] = (await client.get('/api/v1/tokens')).body.rows as { expiresAt: string }[];
    expect(inDays(used!.expiresAt)).toBe(365);
    await first.stop();
    const second = await startServer({ folder: first.folder });
    expect(second.printed()).not.toContain('administrator token');
    await second.stop();
  });

  it('is not given by itself where the tokens of a log with records are lost', async () => {
    const first = await startServer();
    const token = await first.token('caseworker');
    await new Client(first.address, token).post('/api/v1/cohorts', cohortNamed('before-the-loss'));
    await first.stop();
    rmSync(join(first.folder, 'access.sqlite'));
    for (let start = 0; start < 2; start++) {
      const { code, printed } = await startInVain({ folder: first.folder, environment: { LOG_LEVEL: 'silent' } });
      expect([code, printed]).toEqual([1, expect.stringContaining('no new administrator is made by itself')]);
      expect(printed).toContain(`homeward token create --owner "<who>" --role administrator --data ${first.folder}`);
    }
    const made = homeward(
      'token',
      'create',
      '--owner',
      'Head office',
      '--role',
      'administrator',
      '--data',
      first.folder,
    );
    const again = await startServer({ folder: first.folder });
    const client = new Client(again.address, made.stdout.split('\n')[0]);
    expect((await client.get('/api/v1/tokens')).status).toBe(200);
    await again.stop();
  });

  it('is good for a year at most, or for as long as is set', async () => {
    const body = { owner: 'a', roles: ['reporter'] };
    const made = await administrator.post('/api/v1/tokens', body);
    expect(inDays(made.body.expiresAt as string)).toBe(365);
    const small = await startServer({ environment: { TOKEN_LONGEST_DAYS: '7' } });
    const client = new Client(small.address, small.administrator);
    expect(inDays((await client.post('/api/v1/tokens', body)).body.expiresAt as string)).toBe(7);
    const expiresAt = new Date(Date.now() + 8 * DAY).toISOString();
    const refused = await client.post('/api/v1/tokens', { ...body, expiresAt });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/expiresAt', code: 'too-late' })],
    ]);
    await small.stop();
  });

  it('goes on with a new secret, and the one before ends', async () => {
    const made = await administrator.post('/api/v1/tokens', { owner: 'a', roles: ['reporter'] });
    const path = `/api/v1/tokens/${made.body.id as string}/rotate`;
    const rotated = await administrator.send('POST', path);
    expect([rotated.status, rotated.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(rotated.body).toMatchObject({ id: made.body.id, owner: 'a', roles: ['reporter'] });
    const asked = [made, rotated].map(({ body }) => new Client(server.address, body.token as string).get('/metrics'));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([401, 200]);
    expect((await administrator.send('POST', '/api/v1/tokens/nobody/rotate')).status).toBe(404);
    const ran = homeward('token', 'rotate', made.body.id as string, '--data', server.folder);
    expect(ran.code).toBe(0);
    const last = new Client(server.address, ran.stdout.split('\n')[0]);
    await until('knowing the new secret', async () => (await last.get('/metrics')).status === 200);
    expect((await new Client(server.address, rotated.body.token as string).get('/metrics')).status).toBe(401);
  });

  it('is given and taken at /tokens', async () => {
    const made = await administrator.post('/api/v1/tokens', {
      owner: 'Field office',
      roles: ['caseworker'],
      expiresAt: null,
    });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(made.body).toMatchObject({ id: expect.any(String), owner: 'Field office', roles: ['caseworker'] });
    expect(inDays(made.body.expiresAt as string)).toBe(365);
    const client = new Client(server.address, made.body.token as string);
    expect((await client.post('/api/v1/cohorts', cohortNamed('with-a-token'))).status).toBe(201);

    const { body } = await administrator.get('/api/v1/tokens');
    const rows = (body as { rows: { id: string }[] }).rows;
    expect(rows.find(({ id }) => id === made.body.id)).toMatchObject({ owner: 'Field office', revokedAt: null });
    expect(JSON.stringify(body)).not.toContain(made.body.token);

    const gone = await administrator.send('DELETE', `/api/v1/tokens/${made.body.id as string}`);
    expect([gone.status, gone.body]).toEqual([204, '']);
    expect((await client.get('/api/v1/cohorts')).status).toBe(401);
    expect((await administrator.send('DELETE', '/api/v1/tokens/nobody')).status).toBe(404);
  });

  it.each([
    [{ owner: '', roles: ['caseworker'] }, '/owner'],
    [{ owner: 'Field\u202Eeciffo', roles: ['caseworker'] }, '/owner'],
    [{ owner: 'Field\noffice', roles: ['caseworker'] }, '/owner'],
    [{ owner: 'a', organisation: 'a\u0007', roles: ['caseworker'] }, '/organisation'],
    [{ owner: 'a', roles: [] }, '/roles'],
    [{ owner: 'a', roles: ['king'] }, '/roles'],
    [{ owner: 'a', roles: ['auditor', 'auditor'] }, '/roles'],
    [{ owner: 'a', roles: ['auditor'], expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    [{ owner: 'a', roles: ['auditor'], expiresAt: 'tomorrow' }, '/expiresAt'],
    [{ owner: 'a', roles: ['auditor'], token: 'hw_mine' }, '/token'],
  ])('is not given for %j', async (body, pointer) => {
    const answer = await administrator.post('/api/v1/tokens', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
  });

  it('ends when a token expires', async () => {
    const expiresAt = new Date(Date.now() + 3_000).toISOString();
    const { body } = await administrator.post('/api/v1/tokens', { owner: 'a', roles: ['reporter'], expiresAt });
    const client = new Client(server.address, body.token as string);
    await until('the end of the token', async () => (await client.get('/metrics')).status === 401);
    expect(new Date().toISOString() >= expiresAt).toBe(true);
  });

  it('is limited to so many requests a minute', async () => {
    const small = await startServer({ environment: { RATE_LIMIT: '60' } });
    const client = new Client(small.address, small.administrator);
    const first = await client.get('/api/v1/tokens');
    expect(first.headers.get('ratelimit-policy')).toBe('"token";q=60;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"token";r=59;t=\d+$/);
    // Slow requests are given back while others are taken: a second on a busy machine holds few.
    const burst = (): Promise<Answer[]> => Promise.all(Array.from({ length: 60 }, () => client.get('/api/v1/tokens')));
    const refused = await until('being refused', async () => (await burst()).find(({ status }) => status === 429));
    expect(refused.body.code).toBe('too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await new Client(small.address).get('/health/live')).status).toBe(200);
    await small.stop();
  });
});
