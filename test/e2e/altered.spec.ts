import { join } from 'node:path';
import Database from 'better-sqlite3';
import { until } from '#eventsourcing/testing';
import { homeward } from './homeward.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startServer, type TestServer } from './server.js';

let server: TestServer;
let client: Client;

beforeAll(async () => {
  const first = await startServer();
  const token = await first.token('caseworker', 'auditor', 'reporter');
  const before = new Client(first.address, token);
  for (const id of ['first', 'second']) await before.post('/api/v1/cohorts', cohortNamed(id));
  await before.get('/api/v1/cohorts/second');
  await first.stop();

  // Ten people become some thousands, in the file alone; no hash is mended.
  const db = new Database(join(first.folder, 'log.sqlite'));
  db.exec('DROP TRIGGER events_refuse_update');
  const changed = `UPDATE events SET record = replace(record, '"value":', '"value":999') WHERE position = 1`;
  expect(db.prepare(changed).run().changes).toBe(1);
  db.close();

  server = await startServer({ folder: first.folder });
  client = new Client(server.address, token);
}, 60_000);
afterAll(async () => {
  await server.stop();
  cleanUp();
});

const exit = (id: string) =>
  client.post(`/api/v1/cohorts/${id}/record-exit`, {
    kind: 'lost-to-follow-up',
    headcount: { kind: 'exact', value: 9_000 },
    occurredOn: null,
  });

describe('a record that was changed in the file of the log', () => {
  it('is found by the reading in the background, and named by readiness, a metric and the log', async () => {
    const place = { stream: 'cohort-first', revision: 0, position: '0000000000000001' };
    await until('finding it', async () => (await client.get('/health/ready')).body.altered !== undefined);
    expect((await client.get('/health/ready')).body.altered).toEqual({ records: [place] });
    const figures = String((await client.get('/metrics')).body);
    expect(figures).toMatch(/^homeward_altered_records 1$/m);
    expect(figures).toMatch(/^homeward_scrub_age_seconds \d/m);
    expect(server.printed()).toContain('position 1 (stream cohort-first, revision 0) is not the one that was recorded');
  });

  it('has nothing decided on its stream, and is named to anyone who tries', async () => {
    const { status, body } = await exit('first');
    expect([status, body.code]).toEqual([503, 'record-altered']);
    expect(body.facts).toEqual({ stream: 'cohort-first', revision: 0, position: '0000000000000001' });
    expect(body.detail).toContain('Nothing was written');
  });

  it('is not given out as what happened', async () => {
    const { status, body } = await client.get('/api/v1/events');
    expect([status, body.code]).toEqual([503, 'record-altered']);
  });

  it('leaves all else as it was: reads, and commands on others', async () => {
    expect((await client.get('/api/v1/cohorts/first')).body.headcount).toEqual(cohortNamed('first').headcount);
    expect((await client.get('/api/v1/reports/stages')).status).toBe(200);
    expect((await client.post('/api/v1/cohorts', cohortNamed('third'))).status).toBe(201);
    expect((await exit('second')).body.code).toBe('not-enough-people');
  });

  it.each([
    ['a backup', () => homeward('backup', '--data', server.folder, '--to', join(freshFolder(), 'backup.zip'))],
    ['a rebuild', () => homeward('rebuild', '--data', server.folder)],
    ['a copy', () => homeward('copy', '--from', `sqlite:${join(server.folder, 'log.sqlite')}`, '--to', 'memory')],
  ])('ends %s with 1, and is named', (_, run) => {
    const { code, stderr } = run();
    expect(code).toBe(1);
    expect(stderr).toContain('position 1 (stream cohort-first, revision 0)');
  });
});
