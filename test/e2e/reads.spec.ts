import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { cohortNamed } from './sample-requests.js';

const COUNT = 7;

/** Two moments to compare what was known at. */
const MOMENTS = 'from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z';

describe('a read', () => {
  let server: TestServer;
  let client: Client;
  let position: string;

  beforeAll(async () => {
    server = await startServer();
    client = new Client(server.address, await server.token('caseworker', 'auditor'));
    for (let index = 0; index < COUNT; index++) {
      const { body } = await client.post('/api/v1/cohorts', cohortNamed(`c${index}`));
      position = body.position as string;
    }
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it("shows one's own write, every time", async () => {
    for (let index = 0; index < 30; index++) {
      const written = await client.post('/api/v1/cohorts', cohortNamed(`own-${index}`));
      const { status, body } = await client.get(
        `/api/v1/cohorts/own-${index}?after=${written.body.position as string}`,
      );
      expect([status, body.id, body.position >= written.body.position]).toEqual([200, `own-${index}`, true]);
    }
  });

  it('does not wait for ever for what never comes', async () => {
    const { status, headers, body } = await client.send('GET', `/api/v1/cohorts?after=${'9'.repeat(16)}`);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'projection-behind', '1']);
  });

  it('goes through a list page by page, by the link or by the cursor', async () => {
    const ids: string[] = [];
    let path: string | undefined = `/api/v1/cohorts?limit=3&category=prisoner-of-war&after=${position}`;
    while (path !== undefined) {
      const { status, headers, body } = await client.get(path);
      expect(status).toBe(200);
      expect(body.rows.length).toBeLessThanOrEqual(3);
      ids.push(...(body.rows as { id: string }[]).map(({ id }) => id));
      path = /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
      expect(body.next === null).toBe(path === undefined);
    }
    const all = await client.get('/api/v1/cohorts?limit=200');
    expect(ids).toEqual((all.body.rows as { id: string }[]).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refuses a cursor of another list', async () => {
    const { body } = await client.get('/api/v1/cohorts?limit=1');
    const { status, body: problem } = await client.get(`/api/v1/exchanges?cursor=${body.next as string}`);
    expect([status, problem.code]).toEqual([400, 'invalid-query']);
    expect(problem.errors).toEqual([expect.objectContaining({ pointer: '/cursor' })]);
  });

  it.each([
    ['powerOfOrigin=RU&detainingPower=UA&stage=custody&country=UA&status=open&limit=5', 5],
    ['category=civilian', 0],
    ['stage=rehabilitation', 0],
  ])('takes %s for a filter', async (query, rows) => {
    expect((await client.get(`/api/v1/cohorts?${query}`)).body.rows).toHaveLength(rows);
  });

  it('is sorted as it is asked for', async () => {
    const [up, down] = await Promise.all(
      ['id', '-id'].map((sort) => client.get(`/api/v1/cohorts?limit=200&sort=${sort}`)),
    );
    expect(up!.body.rows.length).toBeGreaterThan(COUNT);
    expect(down!.body.rows).toEqual((up!.body.rows as unknown[]).toReversed());
  });

  it('is not sent again where nothing has changed', async () => {
    for (const path of ['/api/v1/cohorts?limit=2', '/api/v1/reports/stages']) {
      const first = await client.get(path);
      const etag = first.headers.get('etag')!;
      const second = await client.get(path, { 'if-none-match': etag });
      expect([path, second.status, second.body, second.headers.get('etag')]).toEqual([path, 304, '', etag]);
      expect((await client.get(path)).body).toEqual(first.body);
      const written = await client.post('/api/v1/cohorts', cohortNamed(`changed-${path.length}`));
      await client.get(`/api/v1/cohorts?limit=1&after=${written.body.position as string}`);
      expect((await client.get(path, { 'if-none-match': etag })).status).toBe(200);
    }
  });

  it('gives an ETag that a command can be sent with', async () => {
    const { headers } = await client.get('/api/v1/cohorts/c2');
    const confirm = { at: { stage: 'custody' } };
    const path = '/api/v1/cohorts/c2/confirm-whereabouts';
    const ifMatch = { 'if-match': headers.get('etag')! };
    expect((await client.post(path, { ...confirm, occurredOn: '2025-08-01' }, ifMatch)).status).toBe(200);
    expect((await client.post(path, { ...confirm, occurredOn: '2025-08-02' }, ifMatch)).status).toBe(412);
  });

  it('offers at each position what can be done there, and besides what can be done with the cohort', async () => {
    const { body: registered } = await client.post('/api/v1/cohorts', cohortNamed('offered'));
    const path = '/api/v1/cohorts/offered';
    const left = await client.post(`${path}/record-exit`, {
      kind: 'resettled',
      headcount: { kind: 'exact', value: 3 },
    });
    const { body } = await client.get(`${path}?after=${left.body.position as string}`);
    const [custody, exited] = body.balances as { actions: string[] }[];
    expect(custody!.actions).toEqual(
      expect.arrayContaining(['record-exchange', 'transfer-custody', 'record-exit', 'confirm-whereabouts']),
    );
    expect(exited!.actions).toEqual(['record-return', 'split-cohort', 'confirm-whereabouts', 'correct-headcount']);
    expect(body.actions).toEqual(expect.arrayContaining(['merge-cohorts', 'rename-cohort', 'retract-entry']));
    expect(left.body.cohort).toMatchObject({ actions: body.actions, balances: body.balances });
    expect(new Set(body.allowedActions)).toEqual(new Set([...custody!.actions, ...exited!.actions, ...body.actions]));
    const then = await client.get(`${path}?knownAt=${registered.position as string}`);
    expect([then.body.actions, then.body.balances[0].actions]).toEqual([[], []]);
  });

  it('offers nothing to people who record nothing', async () => {
    const reporter = new Client(server.address, await server.token('reporter', 'auditor'));
    for (const reader of [client, reporter]) {
      const one = await reader.get('/api/v1/cohorts/c1');
      const list = await reader.get('/api/v1/cohorts?limit=1');
      for (const { actions, allowedActions, balances } of [one.body, list.body.rows[0]]) {
        const offered = [...actions, ...allowedActions, ...balances[0].actions];
        expect(offered.length === 0).toBe(reader === reporter);
      }
    }
    const { headers } = await client.get('/api/v1/cohorts?limit=2');
    const asked = await reporter.get('/api/v1/cohorts?limit=2', { 'if-none-match': headers.get('etag')! });
    expect(asked.status).toBe(200);
  });

  it.each([
    ['/api/v1/cohorts/nobody', 'cohort-not-found'],
    ['/api/v1/cohorts/nobody/entries', 'cohort-not-found'],
    ['/api/v1/cohorts/%00', 'cohort-not-found'],
    ['/api/v1/exchanges/never', 'exchange-not-found'],
  ])('of what there is not is told: %s', async (path, code) => {
    const { status, body } = await client.get(path);
    expect([status, body.code]).toEqual([404, code]);
  });

  it('of a series that is too long, or ends before it begins, is refused', async () => {
    for (const query of ['from=1900-01-01&to=2025-01-01', 'from=2025-01-02&to=2025-01-01', 'from=2025-01-02']) {
      const { status, body } = await client.get(`/api/v1/reports/series?${query}`);
      expect([status, body.code]).toEqual([400, 'invalid-query']);
    }
  });

  it.each([
    ['flows?from=2025-01-02&to=2025-01-01', '/to'],
    ['held-populations?from=2025-01-02&to=2025-01-01', '/to'],
    ['held-populations?from=2025-01-02&on=2025-01-01', '/on'],
    [`flows/compare?${MOMENTS}&firstDay=2025-01-02&lastDay=2025-01-01`, '/lastDay'],
    [`series/compare?${MOMENTS}&firstDay=2025-01-02&lastDay=2025-01-01`, '/lastDay'],
  ])(
    'of a period that ends before it begins is refused, and not answered as if nothing had happened: %s',
    async (path, pointer) => {
      const { status, body } = await client.get(`/api/v1/reports/${path}`);
      expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
    },
  );
});
