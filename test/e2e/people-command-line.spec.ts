import { until } from '#eventsourcing/testing';
import { Browser } from './browser.js';
import { homeward } from './homeward.js';
import { cleanUp, startServer, type TestServer } from './server.js';

const PASSWORD = 'tea kettle moon';

const isOut = (browser: Browser) =>
  until('being out', async () => (await browser.get('/api/v1/me')).body.code === 'session-ended');

describe('people at the command line', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const accept = async (invitation: string, login: string): Promise<Browser> => {
    const browser = new Browser(server.address);
    const body = { invitation, login, name: login, password: PASSWORD };
    await browser.post('/api/v1/invitations/accept', body);
    return browser;
  };
  const run = (...args: string[]) => homeward(...args, '--data', server.folder);
  it('are invited, listed and disabled beside a running server', async () => {
    const url = 'https://homeward.ngo.example';
    const token = run('person', 'invite', 'Olena', '--url', url).find(
      /^https:\/\/homeward\.ngo\.example\/join#(\S+)$/m,
    );
    const browser = await accept(token, 'olena');
    expect((await browser.get('/api/v1/me')).body).toMatchObject({
      name: 'olena',
      organisations: [{ roles: ['reporter'] }],
    });
    expect(run('person', 'list').output()).toMatch(/olena .*olena .*Our organisation .*reporter .*good/);
    expect(run('session', 'list').output()).toMatch(/olena .*Firefox on Linux/);
    run('person', 'disable', 'olena').output();
    await isOut(browser);
    const again = run('person', 'invite', 'olena', '--again').find(/join#(\S+)$/m);
    expect((await (await accept(again, 'olena')).get('/api/v1/me')).status).toBe(200);
  });

  it('are signed out of one device, or of all', async () => {
    const one = await accept(run('person', 'invite', 'Petro').find(/join#(\S+)$/m), 'petro');
    const other = new Browser(server.address);
    await other.post('/api/v1/session', { login: 'petro', password: PASSWORD });
    const { rows } = (await other.get('/api/v1/me/sessions')).body;
    expect(run('session', 'end', rows[0].id as string).output()).toBe('1 ended, of petro\n');
    await isOut(other);
    expect((await one.get('/api/v1/me')).status).toBe(200);
    expect(run('session', 'end', '--person', 'petro').output()).toBe('1 ended, of petro\n');
    await isOut(one);
  });

  it('are refused by name where there is nobody', () => {
    expect(run('person', 'disable', 'nobody')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('nobody has the id'),
    });
    expect(run('session', 'end', 'none')).toMatchObject({ code: 64, stderr: expect.stringContaining('no session') });
    expect(run('session', 'end')).toMatchObject({ code: 64, stderr: expect.stringContaining('either') });
    expect(run('person', 'invite', 'a', '--role', 'king').code).toBe(64);
  });
});
