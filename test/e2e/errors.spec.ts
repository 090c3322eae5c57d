import { connect } from 'node:net';
import { once } from 'node:events';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';
import { cohortNamed, COHORT, REGISTER } from './sample-requests.js';

describe('what a client does wrong', () => {
  let server: TestServer;
  let token: string;
  let caseworker: Client;

  beforeAll(async () => {
    server = await startServer();
    token = await server.token('caseworker');
    caseworker = new Client(server.address, token);
    await caseworker.post('/api/v1/cohorts', REGISTER);
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it.each([
    ['{"cohortId": ', 'malformed-json'],
    ['[1, 2', 'malformed-json'],
    ['{"name": "a", "name": "b"}', 'name-repeated'],
    ['['.repeat(100_000), 'too-deep'],
    ['{"a":'.repeat(17) + '1' + '}'.repeat(17), 'too-deep'],
    ['{"name": "\\u0000"}', 'text-not-well-formed'],
    ['{"name": "\\ud800"}', 'text-not-well-formed'],
    ['null', 'invalid'],
    ['[]', 'invalid'],
    ['"text"', 'invalid'],
    ['', 'invalid'],
    ['{"__proto__": {"cohortId": "polluted"}}', 'invalid'],
    ['{"constructor": {"prototype": {}}}', 'invalid'],
    [JSON.stringify({ ...cohortNamed('x'), headcount: { kind: 'exact', value: 1e300 } }), 'invalid'],
    [JSON.stringify({ ...cohortNamed('x'), headcount: { kind: 'exact', value: 1.5 } }), 'invalid'],
    [`{"legs": [${'{},'.repeat(50_000)}{}]}`, 'invalid'],
  ])('in a body is told: %#', async (body, code) => {
    expectProblem(await caseworker.post('/api/v1/cohorts', body), 400, code);
  });

  it('in a field is told with where it is, what it is called, and what would be right', async () => {
    const { body } = await caseworker.post('/api/v1/cohorts', {
      ...cohortNamed('wrong'),
      powerOfOrigin: 'Russia',
      headcount: { kind: 'between', low: 5 },
      rank: 'private',
    });
    expect(body.errors).toEqual([
      expect.objectContaining({ pointer: '/rank', code: 'unknown-field' }),
      {
        pointer: '/powerOfOrigin',
        code: 'country',
        detail: 'powerOfOrigin must be a country code of ISO 3166-1 alpha-2, such as BY',
      },
      expect.objectContaining({ pointer: '/headcount/high', code: 'people' }),
    ]);
  });

  it('is told where a body that is not JSON stops being it', async () => {
    const { body } = await caseworker.post('/api/v1/cohorts', '{"cohortId": "a",\n "name" "b"}');
    expect(body.detail).toBe('The body stops being JSON at line 2, column 9.');
  });

  it.each([
    ['/api/v1/nothing', 404, 'not-found'],
    ['/api/v1/cohorts/%', 400, 'malformed'],
    ['/api/v1/cohorts/%E0%A4%A', 400, 'malformed'],
    [`/api/v1/cohorts/${'x'.repeat(300)}`, 414, 'too-long'],
    ['/api/v1/reports/stages?on=yesterday', 400, 'invalid-query'],
    ['/api/v1/reports/stages?on=2025-02-30', 400, 'invalid-query'],
    ['/api/v1/reports/stages?knownAt=2025-08-24', 400, 'invalid-query'],
    ['/api/v1/reports/stages?colour=red', 400, 'invalid-query'],
    ['/api/v1/cohorts?limit=201', 400, 'invalid-query'],
    ['/api/v1/cohorts?limit=1&limit=2', 400, 'invalid-query'],
    ['/api/v1/cohorts?stage=%00', 400, 'invalid-query'],
    ['/api/v1/cohorts?after=now', 400, 'invalid-query'],
    ['/api/v1/events?after=1', 400, 'invalid-query'],
  ])('in an address is told: %s', async (path, status, code) => {
    expectProblem(await caseworker.get(path), status, code);
  });

  it.each([
    ['/api/v1/cohorts/nobody/mark-repatriated', { place: { country: 'RU' } }, 404, 'cohort-not-found'],
    ['/api/v1/exchanges/never/abort-exchange', { reason: 'it never was' }, 404, 'exchange-not-found'],
    [`/api/v1/cohorts/NOT%20AN%20ID/mark-repatriated`, { place: { country: 'RU' } }, 404, 'not-found'],
    [`/api/v1/cohorts/${COHORT}/mark-repatriated`, { place: { country: 'RU' } }, 409, 'stage-not-allowed'],
    ['/api/v1/cohorts', REGISTER, 409, 'cohort-exists'],
    ['/api/v1/cohorts', { ...cohortNamed('same'), detainingPower: 'RU' }, 409, 'same-power'],
  ])('against a rule is told by the rule: %s', async (path, body, status, code) => {
    expectProblem(await caseworker.post(path, body), status, code);
  });

  it('with the kind of a body is told', async () => {
    for (const type of ['text/xml', 'application/x-www-form-urlencoded', 'nonsense']) {
      const answer = await caseworker.post('/api/v1/cohorts', '{}', { 'content-type': type });
      expectProblem(answer, 415, 'unsupported-media-type');
    }
  });

  it('with bytes that are no text is told', async () => {
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const answer = await caseworker.send('POST', '/api/v1/cohorts', bytes, { 'content-type': 'application/json' });
    expectProblem(answer, 400, 'not-utf-8');
  });

  it('with a body that is too large is told', async () => {
    const body = JSON.stringify({ ...cohortNamed('large'), name: 'x'.repeat(300_000) });
    expectProblem(await caseworker.post('/api/v1/cohorts', body), 413, 'too-large');
  });

  it('with headers that are too large, or with what is no HTTP, is told', async () => {
    expect(await raw(`GET /health/live HTTP/1.1\r\nHost: a\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 [^]*"code":"headers-too-large"/,
    );
    expect(await raw('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"code":"malformed"/);
  });

  it('is never answered 500, and never logged with what was sent', () => {
    const faults = server
      .printed()
      .split('\n')
      .filter((line) => /"status":5\d\d|"level":50/.test(line));
    expect(faults).toEqual([]);
    expect(server.printed()).not.toContain('Russian servicemen');
    expect(server.printed()).not.toContain(token);
    expect(server.printed()).not.toContain(COHORT);
  });

  async function raw(request: string): Promise<string> {
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (more: string) => (answer += more));
    socket.write(request);
    await once(socket, 'close');
    return answer;
  }
});

function expectProblem({ status, headers, body }: Answer, expected: number, code: string): void {
  expect([status, body.code]).toEqual([expected, code]);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(body).toMatchObject({
    type: `urn:homeward:problem:${code}`,
    title: expect.any(String),
    status: expected,
    detail: expect.any(String),
    instance: expect.stringMatching(/^\//),
  });
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|at async/);
}
