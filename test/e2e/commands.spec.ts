import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { COHORT, cohortNamed, exactly, REGISTER } from './sample-requests.js';

const CONFIRM = { at: { stage: 'custody' }, occurredOn: '2025-08-01' };

describe('a command over HTTP', () => {
  let server: TestServer;
  let caseworker: Client;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('that creates is answered with what is there now', async () => {
    const { status, headers, body } = await caseworker.post('/api/v1/cohorts', REGISTER);
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"0"');
    expect(headers.get('location')).toBe(`/api/v1/cohorts/${COHORT}`);
    expect(body).toMatchObject({
      id: COHORT,
      revision: 0,
      position: expect.any(String),
      entries: [{ entryId: expect.any(String), type: 'CohortRegistered' }],
      cohort: {
        id: COHORT,
        headcount: exactly(146),
        stage: 'custody',
        balances: [{ stage: 'custody', country: 'UA', people: exactly(146) }],
        allowedActions: expect.arrayContaining(['record-exchange', 'transfer-custody']),
      },
    });
  });

  it('that acts is answered 200, and one that changes nothing with no entries', async () => {
    await caseworker.post('/api/v1/cohorts', cohortNamed('acts'));
    const { status, body } = await caseworker.post('/api/v1/cohorts/acts/transfer-custody', {
      custodian: 'Federal Penal Service',
    });
    expect([status, body.revision]).toEqual([200, 1]);
    const entryId = body.entries[0].entryId as string;
    await caseworker.post('/api/v1/cohorts/acts/retract-entry', { entryId, reason: 'a mistake' });
    const again = await caseworker.post('/api/v1/cohorts/acts/retract-entry', { entryId, reason: 'a mistake' });
    expect([again.status, again.body.entries, again.body.revision]).toEqual([200, [], 2]);
  });

  it('with the same Idempotency-Key is answered as the first time', async () => {
    const headers = { 'idempotency-key': '"8e03978e-40d5-43dd-bc93-6894a57f9324"' };
    const first = await caseworker.post('/api/v1/cohorts', cohortNamed('keyed'), headers);
    const confirmed = await caseworker.post('/api/v1/cohorts/keyed/confirm-whereabouts', CONFIRM);
    expect(confirmed.body.revision).toBe(1);
    const again = await caseworker.post('/api/v1/cohorts', cohortNamed('keyed'), headers);
    const told = ({ status, body }: typeof again) => [status, body.id, body.entries, body.revision, body.position];
    expect(told(again)).toEqual(told(first));
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('with the key of another command is refused', async () => {
    const headers = { 'idempotency-key': 'one-key' };
    await caseworker.post('/api/v1/cohorts', cohortNamed('reused'), headers);
    const other = await caseworker.post('/api/v1/cohorts', { ...cohortNamed('reused'), name: 'Another' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'key-reused']);
    const elsewhere = await caseworker.post('/api/v1/cohorts', cohortNamed('reused-2'), headers);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'key-reused']);
  });

  it('with a key that another token used is a command of its own', async () => {
    const other = new Client(server.address, await server.token('caseworker'));
    const headers = { 'idempotency-key': 'everyones-key' };
    expect((await caseworker.post('/api/v1/cohorts', cohortNamed('mine'), headers)).status).toBe(201);
    expect((await other.post('/api/v1/cohorts', cohortNamed('theirs'), headers)).status).toBe(201);
  });

  it('is done once however often it comes at the same time', async () => {
    await caseworker.post('/api/v1/cohorts', cohortNamed('at-once'));
    const headers = { 'idempotency-key': 'at-once' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        caseworker.post('/api/v1/cohorts/at-once/confirm-whereabouts', CONFIRM, headers),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.entries))).size).toBe(1);
    expect(answers[0]!.body.revision).toBe(1);
  });

  it('decided on an older revision is refused with what is there now', async () => {
    await caseworker.post('/api/v1/cohorts', cohortNamed('stale'));
    const path = '/api/v1/cohorts/stale/confirm-whereabouts';
    const first = await caseworker.post(path, CONFIRM, { 'if-match': '"0"' });
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"']);
    const second = await caseworker.post(path, { ...CONFIRM, occurredOn: '2025-08-02' }, { 'if-match': '"0"' });
    expect(second.status).toBe(412);
    expect(second.body).toMatchObject({ code: 'stale', revision: 1, cohort: { id: 'stale', headcount: exactly(146) } });
    expect(second.body.position).toBe(first.body.position);
    expect(second.body.since).toEqual([
      expect.objectContaining({
        entryId: first.body.entries[0].entryId,
        position: first.body.position,
        revision: 1,
        type: 'WhereaboutsConfirmed',
        occurredOn: CONFIRM.occurredOn,
        actor: 'caseworker',
        basis: null,
        data: { at: { stage: 'custody', country: 'UA', place: null, runBy: null, exit: null } },
      }),
    ]);
    const future = await caseworker.post(path, CONFIRM, { 'if-match': '"9"' });
    expect([future.status, future.body.since]).toEqual([412, []]);
  });

  it.each([
    ['if-match', '0'],
    ['if-match', 'W/"0"'],
    ['if-match', '"zero"'],
    ['idempotency-key', 'two words'],
    ['idempotency-key', 'x'.repeat(256)],
  ])('with %s: %s is refused', async (name, value) => {
    const { status, body } = await caseworker.post(`/api/v1/cohorts/${COHORT}/confirm-whereabouts`, CONFIRM, {
      [name]: value,
    });
    expect([status, body.code]).toEqual([400, `invalid-${name}`]);
  });

  it("has the token's owner as its actor, whatever the body says", async () => {
    const body = { ...cohortNamed('actor'), actor: 'somebody else' };
    const refused = await caseworker.post('/api/v1/cohorts', body);
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/actor', code: 'unknown-field' })]);
    await caseworker.post('/api/v1/cohorts', cohortNamed('actor'));
    const events = await caseworker.get('/api/v1/events?limit=1000');
    expect((events.body as { actor: string }[]).every(({ actor }) => actor === 'caseworker')).toBe(true);
  });

  it('loses nobody when many come at once', async () => {
    await caseworker.post('/api/v1/cohorts', cohortNamed('crowd'));
    const moves = Array.from({ length: 40 }, (_, index) =>
      caseworker.post('/api/v1/cohorts/crowd/record-exit', {
        kind: index % 2 === 0 ? 'died' : 'resettled',
        headcount: exactly(5),
        from: { stage: 'custody' },
      }),
    );
    const answers = await Promise.all(moves);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(29);
    expect(answers.filter(({ body }) => body.code === 'not-enough-people')).toHaveLength(11);
    const last = await caseworker.post('/api/v1/cohorts/crowd/confirm-whereabouts', { at: { stage: 'custody' } });
    expect(last.body.cohort.headcount).toEqual(exactly(146));
    expect(last.body.cohort.balances[0].people).toEqual(exactly(1));
  });
});
