import 'reflect-metadata';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as cases from '#cases';
import { cleanUp, Client, startServer, type TestServer } from './server.js';

interface Operation {
  readonly key: string;
  readonly summary?: string;
  readonly parameters?: { readonly name: string; readonly description?: string }[];
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
  'RecordObservation',
  'DefinePathway',
]);
/** Their routes are called `retract-entry` and `accept-figure`. */
const CALLED_OTHERWISE = ['AcceptClaim', 'RetractClaim', 'RetractExchangeEntry', 'RetractObservation', 'RetractTotal'];
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
      // Whoever has no session is refused what needs one, and every session what another site sends with it.
      expect([key, statuses]).toEqual([key, expect.arrayContaining(isOpen ? [] : ['401', '403', '429'])]);
      for (const { example } of Object.values(requestBody?.content ?? {}))
        expect([key, example]).toEqual([key, expect.anything()]);
    }
  });

  it('says of every parameter what it means', () => {
    const silent = operations.flatMap(({ key, parameters = [] }) =>
      parameters.filter(({ description = '' }) => !/\w{2}/.test(description)).map(({ name }) => `${key} ${name}`),
    );
    expect(silent).toEqual([]);
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
      // What is signed in with is no example that could be right.
      ({ key, requestBody }) =>
        /^post (?!.*\/(?:imports$|session|invitations|me\/))/.test(key) && requestBody !== undefined,
    );
    for (const { key, requestBody } of posts) {
      const path = key.replace('post ', '').replace('{id}', 'nobody');
      const { status, body } = await client.post(path, Object.values(requestBody!.content)[0]!.example);
      expect([key, status, body.errors]).toEqual([key, expect.any(Number), undefined]);
      // A batch is answered 200, whatever its commands are.
      expect(key.endsWith('/commands') ? [200] : [201, 404, 409]).toContain(status);
    }
  });
});

function kebab(name: string): string {
  return name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
