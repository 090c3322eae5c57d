import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { until } from '#eventsourcing/testing';
import { Description, openObjects, type DescribedOperation } from './described.js';
import { playFullCase, type Ask } from './full-case.js';
import type { Browser } from './browser.js';
import { pageOf, playPeople } from './full-people.js';
import { COHORT, cohortNamed, exactly, EXCHANGE, REGISTER } from './sample-requests.js';
import { CLAIM, SOURCE, STATEMENT, TOTAL } from './sample-sources.js';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';

const ROLES = ['caseworker', 'auditor', 'reporter', 'administrator'];

/** What of each collection there is once the full case is played. */
const IDS: Readonly<Record<string, string>> = {
  cohorts: COHORT,
  exchanges: EXCHANGE.exchangeId,
  sources: SOURCE.sourceId,
  statements: STATEMENT.statementId,
  'population-claims': CLAIM.claimId,
  'published-totals': TOTAL.totalId,
  pathways: 'ru-civilians',
  observations: 'condition',
  'statement-entries': STATEMENT.statementId,
};

/** What is named by an entry's id. */
const OF_ENTRIES: ReadonlySet<string> = new Set(['receipts', 'records', 'entries']);

/** What has to be asked for. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/v1/actors': '?ids=caseworker',
  '/api/v1/sync': `?ids=${COHORT}`,
  '/api/v1/reports/series': '?from=2025-08-20&to=2025-09-10',
  '/api/v1/reports/series/compare': `?from=${'0'.repeat(16)}&firstDay=2025-08-20&lastDay=2025-09-10`,
};

/** Commands about what has changed since its first revision. */
const STALE: readonly (readonly [path: string, body: object])[] = [
  [`cohorts/${COHORT}/confirm-whereabouts`, { at: { stage: 'rehabilitation' } }],
  [`exchanges/${EXCHANGE.exchangeId}/retract-exchange`, { reason: 'It did not take place' }],
  [`sources/${SOURCE.sourceId}/grade-source`, { reliability: 'B', reason: 'Most of it was true' }],
  [`population-claims/${CLAIM.claimId}/accept-figure`, { headcount: exactly(6_100), reason: 'The lists were wrong' }],
  ['published-totals/mistaken/retract-entry', { entryId: randomUUID(), reason: 'Another day was meant' }],
  ['pathways/ru-civilians/withdraw-pathway', { reason: 'Closed' }],
];

/** Only hundreds of megabytes would be too much for them, and a witness that is none reads nothing. */
const TOO_LARGE = new Set(['Copies.keep', 'Imports.upload', 'Witness.addCheckpoint']);

/** What has to be asked for where two moments are compared. */
const query = (path: string): string => (path.endsWith('/compare') ? `?from=${'0'.repeat(16)}` : '');

describe('every answer is what the API says it is', () => {
  let server: TestServer;
  let hook: Server;
  let everybody: Client;
  /** Somebody who has signed in, and may do everything. */
  let person: Browser;
  let api: Description;
  const asked: { readonly operation: DescribedOperation; readonly answer: Answer }[] = [];
  const wrong: unknown[] = [];

  /** Asks, and holds the answer to its description. */
  const askAs =
    (client: Pick<Client, 'send'>): Ask =>
    async (method, path, body, headers = {}) => {
      const json: Record<string, string> =
        typeof body !== 'object' || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' };
      const isPlain = typeof body !== 'object' || body instanceof Uint8Array;
      const text = isPlain ? (body as string | undefined) : JSON.stringify(body);
      const answer = await client.send(method, path, text, { ...json, ...headers });
      const operation = api.operationOf(method, path);
      asked.push({ operation, answer });
      const fault = api.wrongWith(operation, answer);
      if (fault !== undefined) wrong.push({ method, path, status: answer.status, fault, body: answer.body as unknown });
      // On a busy machine the read models take a while; what is answered meanwhile is held to its description, too.
      return answer.status === 503 ? askAs(client)(method, path, body, headers) : answer;
    };

  beforeAll(async () => {
    hook = createServer((_, response) => response.writeHead(500).end()).listen(0, '127.0.0.1');
    await once(hook, 'listening');
    server = await startServer({ environment: { WEBHOOKS_ALLOW_PRIVATE: '127.0.0.1' } });
    everybody = new Client(server.address, await server.token(...ROLES));
    api = new Description((await new Client(server.address).get('/api/openapi.json')).body);
    const strict: Ask = async (...request) => {
      const answer = await askAs(everybody)(...request);
      if (answer.status >= 300) throw new Error(`${request[0]} ${request[1]}: ${JSON.stringify(answer.body)}`);
      return answer;
    };
    await playFullCase(strict, `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`);
    person = await playPeople(askAs, everybody, server.address);
  });
  afterAll(async () => {
    hook.close();
    await server.stop();
    cleanUp();
  });

  const callerOf = (operation: DescribedOperation): Pick<Client, 'send'> =>
    operation['x-roles'].includes('person') ? pageOf(person) : everybody;
  const first = async (list: string): Promise<any> => (await everybody.get(list)).body.rows[0];

  /** The path of an operation with what there is in the place of what it names. */
  async function placeOf({ path }: DescribedOperation): Promise<string> {
    if (path.includes('{sha256}')) {
      return path.replace('{sha256}', (await everybody.get('/api/v1/statements')).body.rows[0].sha256 as string);
    }
    const asked = QUERIES[path] ?? query(path);
    const collection = /\/([a-z-]+)\/\{id\}/.exec(path)?.[1];
    const id =
      collection &&
      (IDS[collection] ??
        (OF_ENTRIES.has(collection) ? undefined : ((await first(`/api/v1/${collection}`)).id as string)));
    const named = path
      .replace(
        '{id}',
        OF_ENTRIES.has(collection ?? '')
          ? ((await first(`/api/v1/cohorts/${COHORT}/entries`)).entryId as string)
          : (id ?? ''),
      )
      .replace('{path}', 'entries/000.p/9');
    return named + asked;
  }

  it('closes every object: no member comes that is not described', () => {
    expect(openObjects(api.document.components.schemas)).toEqual([]);
  });

  it('of every command, and of everything that makes the case', () => {
    expect(wrong).toEqual([]);
  });

  it('of everything that can be read', async () => {
    await until('a webhook that was tried in vain', async () => {
      const { rows } = (await everybody.get('/api/v1/webhooks')).body;
      return (await everybody.get(`/api/v1/webhooks/${rows[0].id}/deliveries`)).body.rows[0]?.attempts.length > 0;
    });
    for (const operation of api.operations.filter(
      ({ method, path }) => method === 'get' && !path.endsWith('/stream'),
    )) {
      const { status, body } = await askAs(callerOf(operation))('GET', await placeOf(operation));
      expect([operation.path, status]).toEqual([operation.path, 200]);
      const isEmpty = Array.isArray(body?.rows) && body.rows.length === 0;
      // A dead letter takes three days.
      expect([operation.path, isEmpty]).toEqual([operation.path, operation.path.endsWith('dead-letters')]);
    }
    const { rows } = (await everybody.get('/api/v1/webhooks')).body;
    const path = `/api/v1/webhooks/${rows[0].id as string}/deliveries`;
    await askAs(everybody)('POST', `${path}/${(await everybody.get(path)).body.rows[0].id as string}/retry`);
    expect(wrong).toEqual([]);
  });

  it('leaves no operation that answers JSON unasked', () => {
    const answered = new Set(asked.filter(({ answer }) => answer.status < 300).map(({ operation }) => operation));
    const unasked = api.operations.filter((operation) => answersJson(operation) && !answered.has(operation));
    expect(unasked.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('of every refusal', async () => {
    const limited = await startServer({ environment: { RATE_LIMIT: '1' } });
    const once = new Client(limited.address, await limited.token(...ROLES));
    await once.get('/api/v1/tokens');
    const stranger = new Client(server.address);
    const [tooOften, asStranger] = [once, stranger].map(askAs) as [Ask, Ask];
    const tokens = Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await server.token(role)])));
    for (const { method, path } of api.operations) {
      await asStranger(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'nothing'), undefined, {
        'x-long': 'x'.repeat(20_000),
      });
    }
    for (const operation of api.operations.filter((each) => !each['x-roles'].includes('everyone'))) {
      const method = operation.method.toUpperCase();
      const path = operation.path.replaceAll(/\{\w+\}/g, 'nothing');
      const ask = askAs(callerOf(operation));
      await asStranger(method, path);
      // The minute may have turned meanwhile.
      if ((await tooOften(method, path)).status !== 429) await tooOften(method, path);
      await askAs(pageOf(person, 'cross-site'))(method, path);
      const outsider = ROLES.find((role) => !operation['x-roles'].includes(role));
      if (outsider !== undefined) await askAs(new Client(server.address, tokens[outsider]))(method, path);
      if (operation.parameters.some((each) => each.in === 'query')) await ask(method, `${path}?nonsense=1`);
      if (operation.parameters.some(({ name }) => name === 'format')) {
        await ask(method, await placeOf(operation), undefined, { accept: 'application/pdf' });
      }
      const json = operation.requestBody?.content['application/json'];
      if (json !== undefined) {
        await ask(method, path, '{', { 'content-type': 'application/json' });
        await ask(method, path, { nonsense: 1 });
        await ask(method, path, '<a/>', { 'content-type': 'text/xml' });
        await ask(method, path, `"${'x'.repeat(300_000)}"`, { 'content-type': 'application/json' });
      }
      if (path !== operation.path) await ask(method, `${path}${QUERIES[operation.path] ?? query(path)}`, json?.example);
    }
    const ask = askAs(everybody);
    await ask('GET', '/api/v1/audit/bundle?stream=nothing');
    await ask('PUT', '/api/v1/statements/copies', new Uint8Array([0, 1, 2, 3]));
    await askAs(stranger)('POST', '/witness/add-checkpoint', 'old 0');
    await limited.stop();
    expect(wrong).toEqual([]);
    const refused = new Set(asked.map(({ operation, answer }) => `${operation.operationId} ${answer.status}`));
    const provoked = new Set(['400', '401', '403', '404', '406', '413', '415', '429', '431']);
    const unseen = api.operations.flatMap(({ operationId, responses }) =>
      Object.keys(responses)
        .filter(
          (status) => provoked.has(status) && !refused.has(`${operationId} ${status}`) && !TOO_LARGE.has(operationId),
        )
        .map((status) => `${operationId} ${status}`),
    );
    expect(unseen).toEqual([]);
  });

  it('of commands that come too late, twice, or against a rule', async () => {
    const ask = askAs(everybody);
    const key = { 'idempotency-key': 'one-key' };
    expect((await ask('POST', '/api/v1/cohorts', cohortNamed('keyed'), key)).status).toBe(201);
    expect((await ask('POST', '/api/v1/cohorts', cohortNamed('keyed-2'), key)).status).toBe(422);
    expect((await ask('POST', '/api/v1/cohorts', REGISTER)).status).toBe(409);
    for (const [path, body] of STALE) {
      const { status } = await ask('POST', `/api/v1/${path}`, body, { 'if-match': '"0"' });
      expect([path, status]).toEqual([path, 412]);
    }
    expect(wrong).toEqual([]);
  });
});

function answersJson({ responses }: DescribedOperation): boolean {
  return Object.entries(responses).some(
    ([status, { content }]) => status < '300' && Object.keys(content ?? {}).some((type) => type.includes('json')),
  );
}
