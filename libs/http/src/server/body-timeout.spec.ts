import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { losePatience } from './body-timeout.js';

const BODY_MS = 100;

describe('a body that is long in coming', () => {
  let server: FastifyInstance;
  let port: number;

  beforeAll(async () => {
    server = fastify();
    losePatience(server, { bodyMs: BODY_MS, restMs: BODY_MS });
    server.post('/', async () => {
      await pause(3 * BODY_MS);
      return 'done';
    });
    server.addContentTypeParser('text/plain', (_request, payload, done) => done(null, payload));
    server.post('/raw', { config: { raw: true } }, () => 'taken in');
    server.post('/early', { config: { raw: true } }, () => 'not read');
    await server.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = server.server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  /** Sends a body in two pieces, the second after a while or never, and gives what came back until the connection ended. */
  async function send(path: string, type: string, afterMs: number, connection = 'close'): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    socket.on('error', () => undefined);
    const ended = once(socket, 'close');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\nContent-Type: ${type}\r\nContent-Length: 2\r\n\r\n"`,
    );
    if (afterMs < Infinity) setTimeout(() => socket.writable && socket.write('"'), afterMs);
    await ended;
    return text;
  }

  it('is answered with 408, and the connection is ended', async () => {
    const answer = await send('/', 'application/json', Infinity);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('urn:homeward:problem:');
  });

  it('is not one that came in time, however long its answer takes', async () => {
    expect(await send('/', 'application/json', 10)).toMatch(/^HTTP\/1\.1 200 [^]*done$/);
  });

  it('is waited for where it is an upload', async () => {
    expect(await send('/raw', 'application/json', 3 * BODY_MS)).toMatch(/^HTTP\/1\.1 200 [^]*taken in$/);
  });

  it('is not waited for when it is answered already', async () => {
    expect(await send('/early', 'text/plain', Infinity, 'keep-alive')).toMatch(/^HTTP\/1\.1 200 [^]*not read$/);
  });
});
