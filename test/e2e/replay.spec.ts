import { once } from 'node:events';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeward, startHomeward } from './homeward.js';
import { cohortNamed, exactly } from './sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from './server.js';

describe('the auditor at the command line, beside a server', () => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    server = await startServer();
    client = new Client(server.address, await server.token('caseworker'));
    await client.post('/api/v1/cohorts', cohortNamed('a'));
    await client.post('/api/v1/cohorts', cohortNamed('b'));
    const exit = { kind: 'resettled', headcount: exactly(3), occurredOn: '2025-08-02' };
    expect(await client.post('/api/v1/cohorts/a/record-exit', exit)).toMatchObject({ status: 200 });
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('replays a stream, and says what each entry changed', () => {
    const stdout = homeward('replay', 'cohort-a', '--data', server.folder).output();
    expect(stdout).toMatch(/^1 · position \d+ · cohort-a, revision 0\nCohortRegistered\n/);
    expect(stdout).toMatch(/~ positions \/ custody, UA \/ people +146 → 143/);
    expect(stdout).not.toContain('cohort-b');
    expect(stdout).not.toContain('\x1b');
  });

  it('replays the log as JSON, a line an entry, with the record as it is stored', () => {
    const lines = homeward('replay', '--data', server.folder, '--json').output().trimEnd().split('\n');
    const steps = lines.map((line) => JSON.parse(line) as any);
    expect(steps.map(({ entry }) => `${entry.stream} ${entry.revision}`)).toEqual([
      'cohort-a 0',
      'cohort-b 0',
      'cohort-a 1',
    ]);
    for (const { record, entry } of steps) expect(JSON.parse(record)).toEqual(entry);
    expect(steps[2]).toMatchObject({
      before: steps[0].after,
      diff: [{ before: exactly(146), after: exactly(143) }, {}],
    });
  });

  it('follows what is appended, until it is told to stop', async () => {
    const child = startHomeward('replay', '--follow', '--json', '--data', server.folder);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (let seen = 0; seen < 3; seen++) await lines.next();
    await client.post('/api/v1/cohorts', cohortNamed('c'));
    expect(JSON.parse((await lines.next()).value!)).toMatchObject({ entry: { stream: 'cohort-c' } });
    child.kill('SIGINT');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it.each([
    [['replay', 'cohrt-a'], 1, 'Is it one of these? cohort-a'],
    [['replay', '--until', '2025-13-01'], 64, '--until must be a position'],
    [['replay', 'cohort-a', '--stream', 'cohort-b'], 64, 'name one stream'],
    [['replay', '--follow', '--until', '1'], 64, "cannot be used with option '--until"],
    [['replay', '--log', 'sqlite:/nowhere/log.sqlite'], 69, 'the log'],
  ])('says what is wrong with %j', (args, expected, told) => {
    const { code, stderr } = homeward(...args, '--data', server.folder);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(told)]);
  });

  it('names a figure that was altered in what is served, and heals it', async () => {
    const read = join(server.folder, 'read');
    const file = join(read, `read-${readFileSync(join(read, 'current'), 'utf8')}.sqlite`);
    const raw = new Database(file);
    raw.exec(`update balances set estimate = 141, figure = replace(figure, '146', '141') where cohort = 'b'`);
    raw.close();

    const checked = homeward('rebuild', '--check', '--json', '--data', server.folder);
    expect(checked.code).toBe(1);
    const { tables } = checked.json().comparison;
    expect(tables).toMatchObject([
      { table: 'balances', changed: 1, missing: 0, surplus: 0, first: [{ key: { cohort: 'b' } }] },
    ]);

    const healed = homeward('rebuild', '--data', server.folder);
    expect(healed).toMatchObject({ code: 0, stdout: expect.stringMatching(/balances: 1 changed[^]*b, .*141.*146/) });
    expect(homeward('rebuild', '--check', '--data', server.folder)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('rows are those being served'),
    });
  });
});
