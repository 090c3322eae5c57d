import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { HOMEWARD, homeward } from './homeward.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startServer } from './server.js';

describe('the command line', () => {
  afterAll(cleanUp);

  it('can be run by its name, as npx does', () => {
    const { status, stdout } = spawnSync(HOMEWARD, ['--help'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    expect([status, stdout]).toEqual([0, expect.stringContaining('Usage: homeward')]);
  });

  it('rebuilds the read models beside a server that goes on answering the same', async () => {
    const server = await startServer();
    const client = new Client(server.address, await server.token('caseworker'));
    let position = '';
    for (const id of ['a', 'b', 'c']) ({ position } = (await client.post('/api/v1/cohorts', cohortNamed(id))).body);
    const before = await client.get(`/api/v1/cohorts?after=${position}`);

    const rebuilt = homeward('rebuild', '--data', server.folder);
    expect(rebuilt).toMatchObject({ code: 0, stdout: expect.stringContaining('3 events are in the new read models') });

    expect((await client.get('/api/v1/cohorts')).body).toEqual(before.body);
    const later = await client.post('/api/v1/cohorts', cohortNamed('d'));
    const after = await client.get(`/api/v1/cohorts?after=${later.body.position}`);
    expect(after.body.rows).toHaveLength(4);
    await server.stop();
  });

  it('makes a token that a running server knows at once, and revokes it', async () => {
    const server = await startServer();
    const made = homeward('token', 'create', '--owner', 'Night desk', '--role', 'reporter', '--data', server.folder);
    const [secret] = made.output().split('\n') as [string];
    const id = made.find(/^id (\S+)\./m);
    const holder = new Client(server.address, secret);
    const isKnown = async (): Promise<boolean> => (await holder.get('/api/v1/cohorts')).status === 200;
    await until('knowing the token', isKnown);

    const listed = homeward('token', 'list', '--data', server.folder).output();
    expect(listed).toContain('Night desk');
    expect(listed).not.toContain(secret);

    expect(homeward('token', 'revoke', id, '--data', server.folder).code).toBe(0);
    await until('forgetting the token', async () => !(await isKnown()));
    expect((await holder.get('/api/v1/cohorts')).status).toBe(401);

    const auditor = new Client(server.address, await server.token('auditor'));
    const { rows } = (await auditor.get('/api/v1/audit/activity?actor=command%20line')).body;
    expect(rows.map(({ kind, about, route }: any) => [kind, about, route])).toEqual([
      ['token-revoked', id, null],
      ['token-created', id, null],
    ]);
    await server.stop();
  });

  it('copies a log, and says so when it is a copy already', async () => {
    const server = await startServer();
    const client = new Client(server.address, await server.token('caseworker'));
    for (const id of ['a', 'b']) await client.post('/api/v1/cohorts', cohortNamed(id));
    await server.stop();
    const from = `sqlite:${join(server.folder, 'log.sqlite')}`;
    const to = `sqlite:${join(freshFolder(), 'copy.sqlite')}`;
    expect(homeward('copy', '--from', from, '--to', to).output()).toContain('0 records were there, 2 copied');
    expect(homeward('copy', '--from', from, '--to', to).output()).toContain('2 records were there, 0 copied');
  });

  it('brings a table in, finds it there, takes it back, and brings it in again', () => {
    const folder = freshFolder();
    const table = ['import', 'exchanges', 'test/data/exchanges.csv', '--mapping', 'test/data/exchanges.mapping.json'];
    const applied = homeward(...table, '--data', folder, '--apply');
    expect(applied.output()).toContain('Rows recorded: 31');
    expect(homeward(...table, '--data', folder, '--apply').output()).toContain('There was nothing to record');

    const id = applied.find(/import reverse (\S+)/);
    expect(homeward('import', 'reverse', id, '--data', folder)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Entries taken back'),
    });
    expect(homeward(...table, '--data', folder).output()).toContain('31');
    expect(homeward(...table, '--data', folder, '--apply').output()).toContain('Rows recorded: 31');
  });

  it.each([
    [['token', 'create', '--owner', 'x'], '--role'],
    [['token', 'create', '--owner', 'x', '--role', 'king'], 'caseworker, auditor, reporter, administrator'],
    [['token', 'create', '--owner', 'x', '--role', 'auditor', '--expires-at', 'soon'], '2027-01-31T00:00:00Z'],
    [['token', 'create', '--owner', 'x', '--role', 'auditor', '--expires-at', '2099-02-30T00:00:00Z'], '2027-01-31'],
    [['copy', '--from', 'memory'], '--to'],
    [['fly'], "unknown command 'fly'"],
  ])('says what is wrong with %j, and what would be right', (args, told) => {
    const { code, stderr } = homeward(...args);
    expect(code).toBe(64);
    expect(stderr).toContain(told);
  });

  it.each(['token list', 'rebuild', 'replay', 'checkpoint', 'keys list', 'backup --to x.zip'])(
    'says of %j that there is no such data folder',
    (command) => {
      const { code, stderr } = homeward(...command.split(' '), '--data', '/nowhere/at/all');
      expect(code).toBe(69);
      expect(stderr).toContain('no data folder /nowhere/at/all: start the server once, or name another with --data');
    },
  );

  it('says that a log cannot be opened, without a stack', () => {
    const { code, stderr } = homeward('copy', '--from', 'mysql://x', '--to', 'memory');
    expect(code).toBe(69);
    expect(stderr).toContain('mysql://x is no address of an event store');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
