import { randomUUID } from 'node:crypto';
import { cohortNamed, exactly } from './sample-requests.js';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';

const CONFIRM = { at: { stage: 'custody' }, occurredOn: '2025-08-01' };

/** What is the same of two answers to the same command, sent alone and in a batch, about two cohorts. */
const told = ({ status, body }: Pick<Answer, 'status' | 'body'>): unknown => {
  const { position: _, entries, instance: __, cohort, since: ___, ...rest } = body;
  const types = (entries as { type: string }[] | undefined)?.map(({ type }) => type);
  const text = JSON.stringify({ status, ...rest, types, balances: cohort?.balances });
  return text.replaceAll(/(alone|together)/g, 'cohort');
};

/** A command of a batch, with a key of its own. */
const command = (path: string, body: object, more: object = {}) => ({ key: randomUUID(), path, body, ...more });

/** Commands about one cohort, of which some are refused. */
const dayOf = (id: string): [path: string, body: object, revision?: number][] => [
  ['/api/v1/cohorts', cohortNamed(id)],
  [`/api/v1/cohorts/${id}/confirm-whereabouts`, CONFIRM, 0],
  [`/api/v1/cohorts/${id}/confirm-whereabouts`, { ...CONFIRM, occurredOn: '2025-08-02' }, 0],
  [`/api/v1/cohorts/${id}/record-exit`, { kind: 'died', headcount: exactly(500), from: { stage: 'custody' } }],
  [`/api/v1/cohorts/${id}/confirm-whereabouts`, { at: { stage: 'nowhere' }, color: 'red' }],
  [`/api/v1/cohorts/nobody/confirm-whereabouts`, CONFIRM],
  [`/api/v1/cohorts/${id}/rename-cohort`, { name: 'Called otherwise' }, 1],
];

describe('a batch of commands', () => {
  let server: TestServer;
  let caseworker: Client;
  const send = (commands: readonly object[], client = caseworker) => client.post('/api/v1/commands', { commands });

  const codes = async (commands: readonly object[]) => {
    const { status, body } = await send(commands);
    return [status, ...body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)];
  };

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('is done in its order, and each command is answered as if it had been sent alone', async () => {
    const alone: Answer[] = [];
    for (const [path, body, revision] of dayOf('alone')) {
      const headers = revision === undefined ? {} : { 'if-match': `"${revision}"` };
      alone.push(await caseworker.post(path, body, headers as Record<string, string>));
    }
    const together = await send(
      dayOf('together').map(([path, body, revision]) =>
        command(path, body, revision === undefined ? {} : { revision }),
      ),
    );
    expect(together.status).toBe(200);
    expect(alone.map(({ status }) => status)).toEqual([201, 200, 412, 409, 400, 404, 200]);
    expect(together.body.answers.map(told)).toEqual(alone.map(told));
    expect(together.body.answers[0].location).toBe('/api/v1/cohorts/together');
    expect(together.body.answers[3].location).toBeNull();
  });

  it('sent again, in whole or in part, is answered as the first time', async () => {
    const register = command('/api/v1/cohorts', cohortNamed('again'));
    const confirm = command('/api/v1/cohorts/again/confirm-whereabouts', CONFIRM);
    const first = await send([register, confirm]);
    const again = await send([confirm, register]);
    expect(again.body.answers.map(({ body }: Answer) => body.entries)).toEqual(
      first.body.answers.map(({ body }: Answer) => body.entries).toReversed(),
    );
    const alone = await caseworker.post(confirm.path, confirm.body, { 'idempotency-key': confirm.key });
    expect(alone.body.entries).toEqual(first.body.answers[1].body.entries);
    expect(first.body.answers.map(({ key }: { key: string }) => key)).toEqual([register.key, confirm.key]);
  });

  it('takes commands by their names in the description, too', async () => {
    await caseworker.post('/api/v1/cohorts', cohortNamed('by-name'));
    const { body } = await send([
      { key: randomUUID(), operation: 'Cohorts.confirmWhereabouts', id: 'by-name', body: CONFIRM },
      { key: randomUUID(), operation: 'Cohorts.register', body: cohortNamed('by-name-2') },
      { key: randomUUID(), operation: 'Cohorts.confirmWhereabouts', body: CONFIRM },
      { key: randomUUID(), operation: 'Cohorts.list', body: {} },
    ]);
    expect(body.answers.map(({ status }: Answer) => status)).toEqual([200, 201, 404, 404]);
    expect(body.answers[3].body).toMatchObject({ code: 'command-not-found', status: 404 });
  });

  it('reaches commands alone', async () => {
    const administrator = new Client(server.address, server.administrator);
    const paths = [
      '/api/v1/tokens',
      '/api/v1/webhooks',
      '/api/v1/commands',
      '/api/v1/imports',
      '/api/v1/cohorts/x/entries',
    ];
    const { body } = await send(
      paths.map((path) => command(path, {})),
      administrator,
    );
    expect(body.answers.map((answer: Answer) => answer.body.code)).toEqual(paths.map(() => 'command-not-found'));
    const elsewhere = await send([command('/health/live', {}), command('/api/v1/../../x', {})]);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'invalid']);
  });

  it('asks of each command whether its sender may send it', async () => {
    const administrator = new Client(server.address, server.administrator);
    const { body } = await send([command('/api/v1/cohorts', cohortNamed('not-theirs'))], administrator);
    expect([body.answers[0].status, body.answers[0].body.code]).toEqual([403, 'forbidden']);
    const reporter = new Client(server.address, await server.token('reporter'));
    expect((await send([command('/api/v1/cohorts', cohortNamed('not-theirs'))], reporter)).status).toBe(403);
  });

  it('has 1 to 20 commands, each with a key and a body', async () => {
    const one = command('/api/v1/cohorts', cohortNamed('many'));
    expect(await codes([])).toEqual([400, '/commands too-few']);
    expect(await codes(Array.from({ length: 21 }, () => one))).toEqual([400, '/commands too-many']);
    expect(await codes([{ ...one, key: 'two words' }])).toEqual([400, '/commands/0/key form']);
    expect(await codes([{ ...one, body: [] }])).toEqual([400, '/commands/0/body object']);
    expect(await codes([{ ...one, operation: 'Cohorts.register' }])).toEqual([400, '/commands/0/operation not-with']);
    expect(await codes([{ key: 'k', body: {} }])).toEqual([400, '/commands/0/path required']);
  });

  it('notes of each command who did it, and nothing of the batch', async () => {
    await send([command('/api/v1/cohorts', cohortNamed('noted')), command('/api/v1/cohorts', cohortNamed('noted'))]);
    const auditor = new Client(server.address, await server.token('auditor'));
    const { body } = await auditor.get('/api/v1/audit/activity?cohort=noted');
    expect(body.rows).toEqual([expect.objectContaining({ kind: 'entry', route: '/api/v1/cohorts' })]);
    const all = await auditor.get('/api/v1/audit/activity?limit=200');
    expect(all.body.rows.filter(({ route }: { route: string }) => route === '/api/v1/commands')).toEqual([
      expect.objectContaining({ kind: 'denied' }),
    ]);
  });
});

describe('when a command was written', () => {
  let server: TestServer;
  let caseworker: Client;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker', 'auditor'));
    await caseworker.post('/api/v1/cohorts', cohortNamed('monday'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('is kept as what the device says, shown, and orders nothing', async () => {
    const path = '/api/v1/cohorts/monday/confirm-whereabouts';
    const late = await caseworker.post(path, CONFIRM, { 'written-at': '2031-01-01T12:00:00+02:00' });
    const body = { ...CONFIRM, occurredOn: '2025-08-02' };
    const early = await caseworker.post('/api/v1/commands', {
      commands: [{ key: 'early', path, body, revision: 1, writtenAt: '2020-01-01T12:00:00Z' }],
    });
    const { position } = early.body.answers[0].body;
    const { body: file } = await caseworker.get(`/api/v1/cohorts/monday/entries?after=${position}`);
    expect(file.rows.map(({ writtenAt }: { writtenAt: string | null }) => writtenAt)).toEqual([
      null,
      '2031-01-01T10:00:00.000Z',
      '2020-01-01T12:00:00.000Z',
    ]);
    expect(late.body.revision).toBe(1);
    const { body: events } = await caseworker.get('/api/v1/events');
    expect(events.map(({ writtenat }: { writtenat?: string }) => writtenat)).toEqual([
      undefined,
      '2031-01-01T10:00:00.000Z',
      '2020-01-01T12:00:00.000Z',
    ]);
  });

  it('does not make another command of one that comes again', async () => {
    const path = '/api/v1/cohorts/monday/confirm-whereabouts';
    const headers = { 'idempotency-key': 'again', 'written-at': '2025-08-25T08:00:00Z' };
    const first = await caseworker.post(path, { at: { stage: 'custody' } }, headers);
    const again = await caseworker.post(path, { at: { stage: 'custody' } }, { 'idempotency-key': 'again' });
    expect(again.body.entries).toEqual(first.body.entries);
  });

  it.each(['yesterday', '2025-02-30T00:00:00Z', '2025-08-24', '0000-01-01T00:30:00+14:00'])(
    '%s is refused',
    async (at) => {
      const { status, body } = await caseworker.post('/api/v1/cohorts', cohortNamed('at'), { 'written-at': at });
      expect([status, body.code]).toEqual([400, 'invalid-written-at']);
    },
  );

  it('may be said without changing what else a bundle or a receipt proves', async () => {
    const { body: file } = await caseworker.get('/api/v1/cohorts/monday/entries');
    const receipt = await caseworker.get(`/api/v1/audit/receipts/${file.rows[1].entryId as string}`);
    expect(receipt.body).toContain('c2sp.org/tlog-proof');
  });
});
