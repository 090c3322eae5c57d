import { until } from '#eventsourcing/testing';
import { Receiver, verified, type Answering } from '../../libs/webhooks/testing/receiver.js';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';
import { cohortNamed, EXCHANGE, REGISTER } from './sample-requests.js';

const WEBHOOKS = '/api/v1/webhooks';
const environment = { WEBHOOKS_ALLOW_PRIVATE: '127.0.0.1' };

describe('a webhook', () => {
  let server: TestServer;
  let administrator: Client;
  let caseworker: Client;
  const receivers: Receiver[] = [];

  const receiverOf = async (answering?: Answering): Promise<Receiver> => {
    receivers.push(await Receiver.start(answering));
    return receivers.at(-1)!;
  };
  const register = (body: object): Promise<Answer> => administrator.post(WEBHOOKS, body);
  const happen = (name: string): Promise<Answer> => caseworker.post('/api/v1/cohorts', cohortNamed(name));
  /** What is sent to an endpoint, once it is as it is to be. */
  const deliveries = async (id: string, isSo: (rows: any[]) => boolean): Promise<any[]> => {
    return until('the deliveries', async () => {
      const { rows } = (await administrator.get(`${WEBHOOKS}/${id}/deliveries`)).body as { rows: any[] };
      return isSo(rows) && rows;
    });
  };

  beforeAll(async () => {
    server = await startServer({ environment });
    administrator = new Client(server.address, server.administrator);
    caseworker = new Client(server.address, await server.token('caseworker'));
    // Until the read models are first built, no report can be compared with anything.
    await until('being ready', async () => (await caseworker.get('/health/ready')).status === 200);
  });
  afterEach(async () => {
    for (const { id } of (await administrator.get(WEBHOOKS)).body.rows as { id: string }[]) {
      expect((await administrator.send('DELETE', `${WEBHOOKS}/${id}`)).status).toBe(204);
    }
    for (const receiver of receivers.splice(0)) await receiver.stop();
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    cleanUp();
  });

  it('is told what happens, signed, and no more than reporters may read', async () => {
    const receiver = await receiverOf();
    const { status, headers, body } = await register({ url: receiver.url, description: 'A newsroom' });
    expect([status, headers.get('location')]).toEqual([201, `${WEBHOOKS}/${body.id as string}`]);
    expect(body).toMatchObject({ url: receiver.url, status: 'active', eventTypes: null, reports: [] });
    const { entries } = (await caseworker.post('/api/v1/cohorts', REGISTER)).body;
    const [one] = await receiver.until(1);
    const told = verified(body.secret as string, one!);
    const [event] = (await caseworker.get('/api/v1/events?limit=1')).body as [Record<string, any>];
    const { actor: _, commandid: __, correlationid: ___, ...shown } = event;
    const basis = { reliability: 'F', credibility: '6' };
    expect(event.data.basis).toMatchObject({ source: 'ru-mod', ...basis });
    const { watched, ...data } = event.data;
    expect(watched).toBe(true);
    expect(told).toEqual({ ...shown, data: { ...data, basis } });
    expect(told.id).toBe(entries[0].entryId);

    const rows = await deliveries(body.id as string, ([row]) => row?.status === 'delivered');
    expect(rows).toMatchObject([{ id: one!.id, type: 'CohortRegistered', lastStatus: 204, nextTryAt: null }]);
    for (const path of [WEBHOOKS, `${WEBHOOKS}/${body.id as string}`]) {
      expect(JSON.stringify((await administrator.get(path)).body)).not.toContain('whsec_');
    }
    expect((await administrator.get('/metrics')).body).toMatch(
      /^homeward_webhook_attempts_total\{outcome="delivered"\} 1$/m,
    );
  });

  it('is told that a report changed, and nothing of what is in it', async () => {
    const receiver = await receiverOf();
    const { position: before } = (await happen('counted-before')).body;
    await caseworker.get(`/api/v1/cohorts?after=${before as string}`);
    const { body } = await register({ url: receiver.url, reports: ['exchanges', 'stages'] });
    expect(body.eventTypes).toEqual([]);
    const { position } = (await caseworker.post('/api/v1/exchanges', EXCHANGE)).body;
    const told = (await receiver.until(2)).map((one) => verified(body.secret as string, one));
    expect(told.map(({ data }) => data).sort((a, b) => (a.report < b.report ? -1 : 1))).toEqual([
      { report: 'exchanges', position, url: '/api/v1/reports/exchanges' },
      { report: 'stages', position, url: '/api/v1/reports/stages' },
    ]);
    expect(told.map(({ type }) => type)).toEqual(['report.changed', 'report.changed']);
  });

  it('is signed with both secrets for a day after a new one was made', async () => {
    const receiver = await receiverOf();
    const { body: before } = await register({ url: receiver.url });
    const { status, body: after } = await administrator.post(`${WEBHOOKS}/${before.id as string}/rotate-secret`, '');
    expect([status, after.secret === before.secret]).toEqual([200, false]);
    await happen('rotated');
    const [one] = await receiver.until(1);
    for (const { secret } of [before, after]) expect(verified(secret as string, one!).type).toBe('CohortRegistered');
  });

  it('that is paused is told afterwards', async () => {
    const receiver = await receiverOf();
    const { id } = (await register({ url: receiver.url })).body as { id: string };
    expect((await administrator.post(`${WEBHOOKS}/${id}/pause`, '')).body.status).toBe('paused');
    await happen('meanwhile');
    expect((await administrator.post(`${WEBHOOKS}/${id}/resume`, '')).body.status).toBe('active');
    expect((await receiver.until(1))[0]!.body.data.cohortId).toBe('meanwhile');
  });

  it('that says 410 is sent nothing more, and what failed can be tried again at once', async () => {
    const answers = [500, 410, 204];
    const receiver = await receiverOf((_, reply) => reply.writeHead(answers.shift()!).end('not now'));
    const { id } = (await register({ url: receiver.url })).body as { id: string };
    await happen('failing');
    const [failed] = await deliveries(id, ([row]) => row?.lastStatus === 500);
    expect(failed).toMatchObject({ status: 'waiting', attempts: [{ status: 500, error: null, detail: 'not now' }] });
    const retry = `${WEBHOOKS}/${id}/deliveries/${failed.id as string}/retry`;
    expect((await administrator.post(retry, '')).status).toBe(200);
    await deliveries(id, ([row]) => row?.lastStatus === 410);
    expect((await administrator.get(`${WEBHOOKS}/${id}`)).body.status).toBe('gone');
    await administrator.post(`${WEBHOOKS}/${id}/resume`, '');
    expect((await deliveries(id, ([row]) => row?.status === 'delivered'))[0].attempts).toHaveLength(3);
    const again = await administrator.post(retry, '');
    expect([again.status, again.body.code]).toEqual([409, 'already-delivered']);
    expect((await administrator.get(`${WEBHOOKS}/dead-letters`)).body).toEqual({ rows: [], next: null });
  });

  it('that is nowhere is told so', async () => {
    const { id } = (await register({ url: 'http://127.0.0.1:9/' })).body as { id: string };
    await happen('nowhere');
    const [row] = await deliveries(id, ([one]) => one?.attempts.length > 0);
    expect(row.attempts[0]).toMatchObject({ status: null, error: 'connection-failed', detail: 'ECONNREFUSED' });
  });

  it.each([
    [{}, '/url', 'required'],
    [{ url: 'ftp://example.org/' }, '/url', 'url'],
    [{ url: 'https://somebody:secret@example.org/' }, '/url', 'url'],
    [{ url: 'https://example.org/#part' }, '/url', 'has-fragment'],
    [{ url: 'http://example.org/' }, '/url', 'not-encrypted'],
    [{ url: 'https://10.0.0.1/' }, '/url', 'address-not-allowed'],
    [{ url: 'https://[::ffff:169.254.169.254]/latest' }, '/url', 'address-not-allowed'],
    [{ url: 'https://localhost/' }, '/url', 'address-not-allowed'],
    [{ url: 'https://x.localhost/' }, '/url', 'address-not-allowed'],
    [{ url: 'https://printer.local/' }, '/url', 'address-not-allowed'],
    [{ url: 'https://nas.home.arpa/' }, '/url', 'address-not-allowed'],
    [{ url: 'https://foo.internal/' }, '/url', 'address-not-allowed'],
    [{ url: 'https://2130706433/' }, '/url', 'url'],
    [{ url: 'https://example.org/', eventTypes: ['ImportStarted'] }, '/eventTypes', 'choice'],
    [{ url: 'https://example.org/', reports: ['series'] }, '/reports', 'choice'],
    [{ url: 'https://example.org/', secret: 'whsec_mine' }, '/secret', 'unknown-field'],
  ])('asked for with %j is refused, and told which field is wrong', async (body, pointer, code) => {
    const answer = await register(body);
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });

  it('that does not exist is not found', async () => {
    for (const [method, path] of [
      ['GET', 'nobody'],
      ['DELETE', 'nobody'],
      ['POST', 'nobody/pause'],
      ['POST', 'nobody/resume'],
      ['POST', 'nobody/rotate-secret'],
      ['GET', 'nobody/deliveries'],
      ['POST', 'nobody/deliveries/msg_1/retry'],
    ] as const) {
      const { status, body } = await administrator.send(method, `${WEBHOOKS}/${path}`);
      expect([path, status, body.code]).toEqual([path, 404, 'webhook-not-found']);
    }
    const receiver = await receiverOf();
    const { id } = (await register({ url: receiver.url })).body as { id: string };
    const { status, body } = await administrator.post(`${WEBHOOKS}/${id}/deliveries/msg_1/retry`, '');
    expect([status, body.code]).toEqual([404, 'delivery-not-found']);
    expect((await caseworker.get(WEBHOOKS)).status).toBe(403);
  });

  it('is told after the server was killed of what was under way, and of what happened meanwhile', async () => {
    let answers = false;
    const receiver = await receiverOf((_, reply) => (answers ? reply.writeHead(204).end() : undefined));
    const { id, secret } = (await register({ url: receiver.url })).body as { id: string; secret: string };
    await happen('under-way');
    await receiver.until(1);
    await happen('waiting');
    await server.kill();
    answers = true;
    const token = server.administrator;
    server = await startServer({ folder: server.folder, environment });
    administrator = new Client(server.address, token);
    const received = (await receiver.until(3)).map((one) => [one.id, verified(secret, one).data.cohortId] as const);
    expect(received.map(([, cohort]) => cohort)).toEqual(['under-way', 'under-way', 'waiting']);
    expect(received[1]![0]).toBe(received[0]![0]);
    await deliveries(id, (rows) => rows.every(({ status }) => status === 'delivered'));
  });
});
