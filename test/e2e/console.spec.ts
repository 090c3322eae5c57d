import { cleanUp, Client, startServer, type TestServer } from './server.js';

describe('the console, served by the api', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const get = (path: string) => fetch(server.address + path, { headers: { 'accept-encoding': 'br' } });

  it.each(['/', '/cohorts/ru-pow-2025-08-24', '/no/such/page?on=2025-08-25'])(
    'is its page at %s, to everyone',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('<div id="console">');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('comes with scripts and styles that never change under their address', async () => {
    const page = await (await get('/')).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(assets.length).toBeGreaterThan(1);
    for (const asset of assets) {
      const answer = await get(asset);
      expect([asset, answer.status, answer.headers.get('content-encoding')]).toEqual([asset, 200, 'br']);
      expect(answer.headers.get('cache-control')).toContain('immutable');
    }
  });

  it('tells a stranger nothing of the API', async () => {
    for (const path of ['/api/v1/cohorts', '/api/v1/nothing', '/api/nothing']) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it('takes no command', async () => {
    const { status } = await new Client(server.address).post('/', {});
    expect(status).toBe(401);
  });
});
