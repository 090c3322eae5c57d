import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { COHORT, exactly, EXCHANGE, REGISTER, WAY_HOME } from './sample-requests.js';

const STAGES = '/api/v1/reports/stages';
const COHORT_PATH = `/api/v1/cohorts/${COHORT}`;

describe('what was known at a moment', () => {
  let server: TestServer;
  let client: Client;
  /** Where the log stood when all were in Belarus, and with the last thing that was recorded about it. */
  let inBelarus: string;
  let instant: string;
  let head: string;
  let late: string;

  beforeAll(async () => {
    server = await startServer();
    client = new Client(server.address, await server.token('caseworker', 'auditor'));
    await client.post('/api/v1/cohorts', REGISTER);
    await client.post('/api/v1/exchanges', EXCHANGE);
    for (const [action, body] of WAY_HOME.slice(0, 2)) {
      inBelarus = (await client.post(`${COHORT_PATH}/${action}`, body)).body.position as string;
    }
    const { body: file } = await client.get(`${COHORT_PATH}/entries?after=${inBelarus}`);
    instant = file.rows.at(-1).recordedAt as string;
    while (new Date().toISOString() <= instant) await new Promise((resolve) => setImmediate(resolve));
    const from = { stage: 'interim-care' };
    const exit = { kind: 'declined-repatriation', headcount: exactly(2), from, occurredOn: '2025-08-25' };
    const { body } = await client.post(`${COHORT_PATH}/record-exit`, exit);
    head = body.position as string;
    late = body.entries[0].entryId as string;
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const present = async (query: string): Promise<unknown> => {
    const { status, body } = await client.get(`${STAGES}?after=${head}&${query}`);
    expect([query, status, body.position]).toEqual([query, 200, head]);
    const row = body.rows.find((one: any) => one.stage === 'interim-care' && one.category === 'prisoner-of-war');
    return [row.people.value, body.knownAt];
  };

  it('is asked for by an instant or a position, with and without a day, and told as a position', async () => {
    expect(await present('on=2025-08-25')).toEqual([144, undefined]);
    for (const moment of [instant, inBelarus]) {
      expect(await present(`knownAt=${moment}`)).toEqual([146, inBelarus]);
      expect(await present(`knownAt=${moment}&on=2025-08-25`)).toEqual([146, inBelarus]);
    }
    expect(await present(`knownAt=${head}&on=2025-08-25`)).toEqual([144, head]);
  });

  it('is joined with a day for a cohort, a list, a case file and an exchange', async () => {
    const { body: now } = await client.get(`${COHORT_PATH}?on=2025-08-25`);
    expect([now.on, now.headcount, now.balances.map((one: any) => one.people)]).toEqual([
      '2025-08-25',
      exactly(146),
      [exactly(144), exactly(2)],
    ]);
    const { body: then } = await client.get(`${COHORT_PATH}?on=2025-08-25&knownAt=${inBelarus}`);
    expect(then.balances.map((one: any) => one.people)).toEqual([exactly(146)]);
    const { body: list } = await client.get('/api/v1/cohorts?on=2025-08-25&stage=exited');
    expect(list.rows).toEqual([{ ...now, position: undefined, observations: undefined }].map(plain));
    const { body: csv, headers } = await client.get('/api/v1/cohorts?on=2025-08-23&format=csv');
    expect([headers.get('homeward-rows'), csv]).toEqual([
      '2',
      expect.stringMatching(/,at most 146,0,146,,custody,custody,.*,at most 146,0,146,,range,/),
    ]);
    const { body: file } = await client.get(`${COHORT_PATH}/entries?on=2025-08-24`);
    expect(file.rows.map((one: any) => one.type)).not.toContain('ExitRecorded');
    expect((await client.get('/api/v1/exchanges/2025-08-24?on=2025-08-23')).status).toBe(404);
    expect((await client.get('/api/v1/exchanges/2025-08-24?on=2025-08-24')).status).toBe(200);
    expect((await client.get(`${COHORT_PATH}?on=2025-08-32`)).status).toBe(400);
  });

  it('is a cohort, a list and a case file as they were', async () => {
    const then = `knownAt=${inBelarus}`;
    const { body: cohort } = await client.get(`${COHORT_PATH}?${then}`);
    expect([cohort.knownAt, cohort.balances.length, cohort.balances[0].people]).toEqual([inBelarus, 1, exactly(146)]);
    const { body: list } = await client.get(`/api/v1/cohorts?${then}&stage=interim-care`);
    expect(list.rows).toEqual(
      [{ ...cohort, position: undefined, knownAt: undefined, observations: undefined }].map(plain),
    );
    const { body: file } = await client.get(`${COHORT_PATH}/entries?${then}`);
    expect(file.rows.map(({ type }: any) => type)).not.toContain('ExitRecorded');
    const before = await client.get(`${COHORT_PATH}?knownAt=2020-01-01T00:00:00Z`);
    expect([before.status, before.body.code]).toEqual([404, 'cohort-not-found']);
    expect((await client.get(`${STAGES}?knownAt=2020-01-01T00:00:00Z`)).body).toMatchObject({
      knownAt: null,
      rows: [],
    });
  });

  it('is given as a file too, which says at what moment', async () => {
    const { status, headers, body } = await client.get(`${STAGES}?knownAt=${instant}&format=csv`);
    expect([status, headers.get('homeward-position'), headers.get('homeward-known-at')]).toEqual([
      200,
      head,
      inBelarus,
    ]);
    expect(String(body)).toContain('interim-care');
  });

  it('is the same bytes at the same position, and not sent again', async () => {
    const path = `${STAGES}?knownAt=${inBelarus}&on=2025-08-25`;
    const [first, second] = [await client.get(path), await client.get(path)];
    expect(second.body).toEqual(first.body);
    const again = await client.send('GET', path, undefined, { 'if-none-match': first.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  it.each([
    ['knownAt=2025-08-24', 'must be an instant such as 2025-08-24T12:00:00Z'],
    ['knownAt=2025-02-30T00:00:00Z', 'must be an instant such as'],
    ['knownAt=2999-01-01T00:00:00Z', 'must be an instant that has been'],
    [`knownAt=${'9'.repeat(16)}`, 'lies ahead'],
    [`knownAt=${'0'.repeat(16)}-${'0'.repeat(16)}`, 'of another log'],
    ['knownAt=', 'must be an instant such as'],
  ])('cannot be asked for as %s', async (query, detail) => {
    const paths = [STAGES, '/api/v1/cohorts', COHORT_PATH, `${COHORT_PATH}/entries`, '/api/v1/reports/flows'];
    for (const path of paths) {
      const { status, body } = await client.get(`${path}?${query}`);
      expect([path, status, body.code, body.errors[0].pointer]).toEqual([path, 400, 'invalid-query', '/knownAt']);
      expect(body.detail).toContain(detail);
    }
  });

  it('is refused where the answer knows one moment only', async () => {
    const { status, body } = await client.get('/api/v1/events?knownAt=2025-08-24T12:00:00Z');
    expect([status, body.errors[0].code]).toEqual([400, 'unknown-parameter']);
  });

  it('is compared with what is known now, and the difference explained', async () => {
    const { status, body } = await client.get(`${STAGES}/compare?from=${instant}&on=2025-08-25`);
    expect([status, body.from, body.to]).toEqual([
      200,
      { knownAt: inBelarus, on: '2025-08-25' },
      { knownAt: head, on: '2025-08-25' },
    ]);
    expect(body.rows.map(({ change, row, differences }: any) => [change, row.stage, differences.people])).toEqual([
      ['changed', 'interim-care', { low: -2, high: -2 }],
      ['appeared', 'exited', { low: 2, high: 2 }],
    ]);
    expect(body.rows[0].entries).toMatchObject([
      {
        entryId: late,
        type: 'ExitRecorded',
        cohortId: COHORT,
        occurredOn: '2025-08-25',
        source: null,
        retractedBy: null,
      },
    ]);
    const { body: cohort } = await client.get(`${COHORT_PATH}/compare?from=${inBelarus}`);
    expect(cohort.entries.map(({ entryId }: any) => entryId)).toEqual([late]);
    const csv = await client.get(`${STAGES}/compare?from=${instant}&format=csv`);
    expect(
      String(csv.body)
        .split('\r\n')
        .filter((line) => line.includes(late)),
    ).toHaveLength(2);
    const wrong = await client.get(`${STAGES}/compare?from=${head}&to=${inBelarus}`);
    expect([wrong.status, wrong.body.errors]).toEqual([
      400,
      [{ pointer: '/from', code: 'invalid-from', detail: 'from must not be later than to' }],
    ]);
    expect((await client.get(`${STAGES}/compare`)).body.errors[0].pointer).toBe('/from');
  });
});

function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
