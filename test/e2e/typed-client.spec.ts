import 'reflect-metadata';
import createClient from 'openapi-fetch';
import type { paths } from '../../apps/console/src/api/schema.js';
import { COHORT } from './sample-requests.js';
import { cleanUp, startServer, type TestServer } from './server.js';

const BODY = {
  cohortId: COHORT,
  name: 'Russian servicemen, 24 August 2025',
  category: 'prisoner-of-war',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
  headcount: { kind: 'exact', value: 146 },
} as const;

describe('a client with the types that are made of the description', () => {
  let server: TestServer;
  let api: ReturnType<typeof createClient<paths>>;

  beforeAll(async () => {
    server = await startServer();
    const authorization = `Bearer ${await server.token('caseworker')}`;
    api = createClient<paths>({ baseUrl: server.address, headers: { authorization } });
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('sends a command, and knows what it is answered with', async () => {
    const { data, response } = await api.POST('/api/v1/cohorts', { body: BODY });
    expect(response.status).toBe(201);
    const cohort = data!.cohort;
    expect([cohort.stage, cohort.headcount.kind]).toEqual(['custody', 'exact']);
  });

  it('tells refusals apart by their codes, and then knows what the rule saw', async () => {
    const { error } = await api.POST('/api/v1/cohorts', { body: BODY });
    expect(error?.code).toBe('cohort-exists');
    expect(error?.code === 'cohort-exists' && error.facts.cohortId).toBe(COHORT);
  });
});
