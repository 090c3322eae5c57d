import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { cohortNamed } from './sample-requests.js';

interface Raw {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

describe('compression', () => {
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startServer();
    token = await server.token('caseworker', 'auditor');
    const client = new Client(server.address, token);
    let position = '';
    for (let index = 0; index < 20; index++) {
      position = (await client.post('/api/v1/cohorts', cohortNamed(`c${index}`))).body.position as string;
    }
    await client.get(`/api/v1/cohorts?after=${position}`);
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  /** What is sent, byte for byte. */
  const raw = (path: string, headers: Record<string, string> = {}, body?: object): Promise<Raw> =>
    new Promise((resolve, reject) => {
      const json = body && { 'content-type': 'application/json' };
      const all = { authorization: `Bearer ${token}`, ...json, ...headers };
      const sent = request(server.address + path, { method: body ? 'POST' : 'GET', headers: all }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(chunks) }),
        );
      });
      sent.on('error', reject).end(body && JSON.stringify(body));
    });

  it('makes the same of the same answer, a good deal smaller', async () => {
    const path = '/api/v1/cohorts?limit=20';
    const plain = await raw(path);
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const first = await raw(path, { 'accept-encoding': encoding });
      const second = await raw(path, { 'accept-encoding': encoding });
      expect(first.headers['content-encoding']).toBe(encoding);
      expect(first.headers.vary).toContain('Accept-Encoding');
      expect(first.headers['content-length']).toBe(String(first.bytes.length));
      expect(unpack(first.bytes).equals(plain.bytes)).toBe(true);
      expect(first.bytes.length).toBeLessThan(plain.bytes.length / 5);
      expect(second.bytes.equals(first.bytes)).toBe(true);
      expect(first.headers.etag).toBe(plain.headers.etag);
      const had = await raw(path, { 'accept-encoding': encoding, 'if-none-match': first.headers.etag! });
      expect([had.status, had.bytes.length, had.headers['content-encoding']]).toEqual([304, 0, undefined]);
    }
  });

  it('packs what a command is answered with, and problems are as they were', async () => {
    const body = { at: { stage: 'custody' }, occurredOn: '2025-08-01' };
    const path = '/api/v1/cohorts/c1/confirm-whereabouts';
    const answer = await raw(path, { 'accept-encoding': 'br' }, body);
    const told = JSON.parse(brotliDecompressSync(answer.bytes).toString()) as { revision: number };
    expect([answer.status, answer.headers.etag, told.revision]).toEqual([200, '"1"', 1]);
    const refused = await raw(path, { 'accept-encoding': 'br', 'if-match': '"0"' }, body);
    expect([refused.status, refused.headers['content-encoding']]).toEqual([412, undefined]);
  });

  it('leaves alone what is short, what is a secret, what is a stream and what nobody may keep', async () => {
    const headers = { 'accept-encoding': 'br, gzip' };
    for (const path of ['/health/live', '/api/v1/cohorts?format=csv', '/api/v1/audit/activity?limit=200']) {
      const answer = await raw(path, headers);
      expect([path, answer.status, answer.headers['content-encoding']]).toEqual([path, 200, undefined]);
    }
    const administrator = { ...headers, authorization: `Bearer ${server.administrator}` };
    const made = await raw('/api/v1/tokens', administrator, { owner: 'x'.repeat(200), roles: ['reporter'] });
    expect([made.status, made.headers['cache-control'], made.headers['content-encoding']]).toEqual([
      201,
      'no-store',
      undefined,
    ]);
    const controller = new AbortController();
    const authorization = `Bearer ${token}`;
    const stream = await fetch(`${server.address}/api/v1/events/stream`, {
      headers: { ...headers, authorization },
      signal: controller.signal,
    });
    expect(stream.headers.get('content-encoding')).toBeNull();
    controller.abort();
  });
});
