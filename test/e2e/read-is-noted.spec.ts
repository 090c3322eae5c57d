import { until } from '#eventsourcing/testing';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, startServer } from './server.js';

const READS = 60;

afterAll(cleanUp);

describe('who read what', () => {
  it('is known of every answer that was given, also where the process is killed the moment after', async () => {
    const server = await startServer();
    const [caseworker, auditor] = [await server.token('caseworker'), await server.token('auditor')];
    const client = new Client(server.address, caseworker);
    await client.post('/api/v1/cohorts', cohortNamed('first'));
    await until('seeing it', async () => (await client.get('/api/v1/cohorts/first')).status === 200);
    const answers = await Promise.all(Array.from({ length: READS }, () => client.send('GET', '/api/v1/cohorts/first')));
    await server.kill();
    expect(answers.map(({ status }) => status)).toEqual(Array(READS).fill(200));

    const again = await startServer({ folder: server.folder });
    const activities = await new Client(again.address, auditor).get('/api/v1/audit/activity?kind=read&limit=200');
    const reads = (activities.body.rows as { readonly about: string }[]).filter(({ about }) => about === 'first');
    expect(reads.length).toBeGreaterThanOrEqual(READS);
    await again.stop();
  }, 60_000);
});
