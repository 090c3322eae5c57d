import { readFileSync } from 'node:fs';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from './sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from './server.js';

const IMPORTS = '/api/v1/imports';
const data = (file: string): string => readFileSync(`test/data/${file}`, 'utf8');

/** The real tables, in the order in which they build on each other. */
const TABLES: readonly (readonly [kind: string, file: string, mapping?: string])[] = [
  ['exchanges', 'exchanges.csv', 'exchanges.mapping.json'],
  ['claims', 'held-population-claims.csv'],
  ['totals', 'published-totals.csv'],
  ['exchange-reports', 'exchange-reports.csv'],
];

/** Shows sources' figures side by side. It keeps what was taken back, as history does; reports do not. */
const EXCHANGES = '/api/v1/exchanges?limit=200';

/** What a report needs to be told. */
const PARAMETERS = { from: '2022-03-01', to: '2026-12-31', on: '2025-09-02' } as const;

describe('given what was recorded before, and real tables imported on top of it', () => {
  let server: TestServer;
  let caseworker: Client;
  let paths: string[];

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    await caseworker.post('/api/v1/cohorts', REGISTER);
    await caseworker.post('/api/v1/exchanges', EXCHANGE);
    for (const [action, body] of WAY_HOME) await caseworker.post(`/api/v1/cohorts/${COHORT}/${action}`, body);
    paths = await reports();
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  /** Every report that the API describes, as it stands, on a day, and as a file. */
  async function reports(): Promise<string[]> {
    const described = (await caseworker.get('/api/openapi.json')).body.paths as Record<string, any>;
    return Object.entries(described).flatMap(([path, { get }]) => {
      if (get === undefined || !/^\/api\/v1\/reports\/[a-z-]+$/.test(path)) return [];
      const names = (get.parameters as { name: keyof typeof PARAMETERS }[]).map(({ name }) => name);
      const period = names
        .filter((name) => name === 'from' || name === 'to')
        .map((name) => `${name}=${PARAMETERS[name]}`);
      const onDay = names.includes('on') ? [[...period, `on=${PARAMETERS.on}`]] : [];
      return [period, ...onDay, [...period, 'format=csv']].map((query) => `${path}?${query.join('&')}`);
    });
  }

  /** What a reader gets, but for the position that it was made at. */
  async function allOf(after: string): Promise<Record<string, string>> {
    const read: Record<string, string> = {};
    for (const path of [...paths, EXCHANGES]) {
      const { status, body } = await caseworker.get(`${path}&after=${after}`);
      const text = typeof body === 'string' ? body : JSON.stringify({ ...(body as object), position: null });
      read[path] = `${status} ${text}`;
    }
    return read;
  }

  const head = async (): Promise<string> => (await caseworker.get('/health/ready')).body.projections.head as string;

  it('each reversal restores every report to the byte', async () => {
    const imported: { id: string; before: Record<string, string> }[] = [];
    for (const [kind, file, mapping] of TABLES) {
      const before = await allOf(await head());
      const query = mapping === undefined ? '' : `&mapping=${encodeURIComponent(data(mapping))}`;
      const headers = { 'content-type': 'text/csv' };
      const { body } = await caseworker.send('POST', `${IMPORTS}?kind=${kind}${query}`, data(file), headers);
      const applied = await caseworker.post(`${IMPORTS}/${body.id as string}/apply`, { mode: 'row-by-row' });
      expect([kind, applied.body.summary.applied > 0]).toEqual([kind, true]);
      const after = await allOf(await head());
      const changed = [...paths, EXCHANGES].filter((path) => after[path] !== before[path]);
      expect([kind, changed.length > 0]).toEqual([kind, true]);
      expect(paths.filter((path) => !after[path]!.startsWith('200 '))).toEqual([]);
      imported.push({ id: body.id as string, before });
    }
    for (const { id, before } of imported.toReversed()) {
      await caseworker.post(`${IMPORTS}/${id}/reverse`, { reason: 'Only a trial' });
      const restored = await allOf(await head());
      expect(paths.filter((path) => restored[path] !== before[path])).toEqual([]);
    }
  });
});
