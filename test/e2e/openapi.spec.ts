import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as cases from '#cases';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from './sample-requests.js';
import { CLAIM, COPY, SOURCE, STATEMENT, TOTAL } from './sample-sources.js';

interface Operation {
  readonly key: string;
  readonly summary?: string;
  readonly responses: Record<string, { content?: Record<string, { schema: object; example?: unknown }> }>;
  readonly requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  readonly 'x-roles'?: string[];
}

/** Their routes are `POST` on their collections. */
const CREATED_BY = new Set([
  'RegisterCohort',
  'RecordExchange',
  'PlanExchange',
  'RegisterSource',
  'CaptureStatement',
  'ClaimHeldPopulation',
  'RecordPublishedTotal',
  'DefinePathway',
]);
/** Their routes are called `retract-entry` and `accept-figure`. */
const CALLED_OTHERWISE = ['AcceptClaim', 'RetractClaim', 'RetractExchangeEntry', 'RetractTotal'];
/** What of each collection there is in the end. */
const IDS: Readonly<Record<string, string>> = {
  cohorts: COHORT,
  exchanges: EXCHANGE.exchangeId,
  sources: SOURCE.sourceId,
  statements: STATEMENT.statementId,
  'population-claims': CLAIM.claimId,
  'published-totals': TOTAL.totalId,
  pathways: cases.DEFAULT_PATHWAYS[0]!.pathwayId,
};

describe("the API's description", () => {
  let server: TestServer;
  let client: Client;
  let document: any;
  let operations: Operation[];
  let ajv: Ajv2020;

  beforeAll(async () => {
    server = await startServer();
    client = new Client(server.address, await server.token('caseworker', 'auditor', 'reporter', 'administrator'));
    ({ body: document } = await new Client(server.address).get('/api/openapi.json'));
    operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ ...operation, key: `${method} ${path}` })),
    );
    ajv = new Ajv2020({ strict: false, validateFormats: false, schemas: [{ $id: 'api', ...document }] });
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  /** What is wrong with a value by a schema of the document; null for nothing. */
  function wrong(pointer: string, value: unknown): unknown {
    const check = ajv.getSchema(`api#${pointer}`)!;
    return check(value) === true ? null : check.errors;
  }

  it('is OpenAPI 3.1, and can be read by everyone', async () => {
    expect(document.openapi).toBe('3.1.0');
    const page = await new Client(server.address).get('/api/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect(page.body).toContain('Homeward');
  });

  it('has a summary, roles, and an example for every operation, and all it may answer', () => {
    for (const { key, summary, responses, requestBody, ...rest } of operations) {
      expect([key, summary]).toEqual([key, expect.stringMatching(/\w{3}.*\.$/)]);
      expect([key, rest['x-roles']]).toEqual([key, expect.arrayContaining([expect.any(String)])]);
      const statuses = Object.keys(responses);
      const isOpen = rest['x-roles']!.includes('everyone');
      expect([key, statuses]).toEqual([key, expect.arrayContaining(isOpen ? ['200'] : ['401', '403', '429'])]);
      for (const { example } of Object.values(requestBody?.content ?? {}))
        expect([key, example]).toEqual([key, expect.anything()]);
    }
  });

  it('names every operation once', () => {
    const ids = operations.map((operation) => (operation as unknown as { operationId: string }).operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a route for every command', () => {
    const paths = new Set(operations.map(({ key }) => key.split('/').at(-1)!));
    const { importUseCases: _, ...others } = cases;
    const useCases = Object.entries(others).flatMap(([name, value]) =>
      name.endsWith('UseCases') ? (value as unknown as { readonly command: { readonly name: string } }[]) : [],
    );
    expect(useCases.length).toBeGreaterThan(30);
    const commands = useCases.map(({ command }) => command.name);
    const missing = commands.filter((name) => !CREATED_BY.has(name) && !paths.has(kebab(name)));
    expect(missing.toSorted()).toEqual(CALLED_OTHERWISE);
  });

  it('gives examples that are what it says they are', () => {
    for (const { key, requestBody } of operations) {
      const { schema, example } = Object.values(requestBody?.content ?? {})[0] ?? {};
      if (schema === undefined) continue;
      const check = ajv.compile({ ...schema, $id: `api-example-${key}`, components: document.components });
      expect([key, check(example) || check.errors]).toEqual([key, true]);
    }
  });

  it('gives examples that are understood', async () => {
    const posts = operations.filter(
      ({ key, requestBody }) => /^post (?!.*\/imports$)/.test(key) && requestBody !== undefined,
    );
    for (const { key, requestBody } of posts) {
      const path = key.replace('post ', '').replace('{id}', 'nobody');
      const { status, body } = await client.post(path, Object.values(requestBody!.content)[0]!.example);
      expect([key, status, body.errors]).toEqual([key, expect.any(Number), undefined]);
      // A batch is answered 200, whatever its commands are.
      expect(key.endsWith('/commands') ? [200] : [201, 404, 409]).toContain(status);
    }
  });

  it('tells the truth about what is answered', async () => {
    const fresh = await startServer();
    const asker = new Client(fresh.address, await fresh.token('caseworker', 'auditor', 'reporter', 'administrator'));
    const commands: [string, Answer][] = [];
    commands.push(['post /api/v1/cohorts', await asker.post('/api/v1/cohorts', REGISTER)]);
    commands.push(['post /api/v1/exchanges', await asker.post('/api/v1/exchanges', EXCHANGE)]);
    for (const [action, body] of WAY_HOME) {
      const answer = await asker.post(`/api/v1/cohorts/${COHORT}/${action}`, body);
      commands.push([`post /api/v1/cohorts/{id}/${action}`, answer]);
    }
    const { body: copy } = await asker.send('PUT', '/api/v1/statements/copies', COPY);
    const created: [string, object][] = [
      ['sources', SOURCE],
      ['statements', { ...STATEMENT, ...copy }],
      ['population-claims', CLAIM],
      ['published-totals', TOTAL],
    ];
    for (const [collection, body] of created) {
      commands.push([`post /api/v1/${collection}`, await asker.post(`/api/v1/${collection}`, body)]);
    }
    for (const [key, { status, body }] of commands) {
      const schema = status < 300 ? pointerTo(key, String(status)) : '/components/schemas/Problem';
      expect([key, wrong(schema, body)]).toEqual([key, null]);
    }

    const { body: alerts } = await asker.get(`/api/v1/alerts?after=${commands.at(-1)![1].body.position as string}`);
    const uploaded = await asker.send(
      'POST',
      '/api/v1/imports?kind=claims',
      readFileSync('test/data/held-population-claims.csv'),
    );
    expect([uploaded.status, wrong(pointerTo('post /api/v1/imports', '201'), uploaded.body)]).toEqual([201, null]);
    const { body: webhook } = await asker.post('/api/v1/webhooks', { url: 'https://newsroom.example/hooks' });
    const ids: Readonly<Record<string, string>> = {
      ...IDS,
      webhooks: webhook.id as string,
      alerts: alerts.rows[0].id as string,
      imports: uploaded.body.id as string,
    };
    const after = commands.findLast(([, { status }]) => status < 300)![1].body.position as string;
    for (const { key, responses } of operations.filter(({ key }) => /^get \/(api|health)/.test(key))) {
      const type = Object.keys(responses['200']!.content!)[0]!;
      if (!type.includes('json')) continue;
      const path = key
        .replace('get ', '')
        .replace(/(?<=\/([a-z-]+)\/)\{id\}/, (_, collection: string) => ids[collection]!);
      const query = `${asked(key)}after=${after}`;
      const { status, body } = await asker.get(
        /tokens|health|events|imports|webhooks|activity/.test(key) ? path : `${path}?${query}`,
      );
      expect([key, status, wrong(pointerTo(key, '200', type), body)]).toEqual([key, 200, null]);
    }
    await fresh.stop();
  });
});

/** What has to be asked for. */
function asked(key: string): string {
  const isSeries = key.includes('/series');
  if (key.endsWith('/compare'))
    return `from=${'0'.repeat(16)}&${isSeries ? 'firstDay=2025-08-20&lastDay=2025-09-10&' : ''}`;
  return isSeries ? 'from=2025-08-20&to=2025-09-10&' : '';
}

/** Where the document keeps the schema of an answer. */
function pointerTo(key: string, status: string, type = 'application/json'): string {
  const [method, path] = key.split(' ') as [string, string];
  const tokens = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
  return tokens.map((token) => `/${encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
}

function kebab(name: string): string {
  return name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
