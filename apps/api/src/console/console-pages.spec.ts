import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { CONSOLE_POLICY, ConsolePages } from './console-pages.js';

const PAGE = '<!doctype html><title>Homeward</title>';
const SCRIPT = 'export {};';

describe('the pages of the console', () => {
  let folder: string;
  let server: FastifyInstance;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-pages-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'assets/main-a1b2.js'), SCRIPT);
    writeFileSync(join(folder, 'assets/main-a1b2.js.br'), brotliCompressSync(SCRIPT));
    const pages = new ConsolePages(folder);
    server = fastify();
    server.addHook('onRequest', (request, reply, done) => {
      if (pages.takes(request)) pages.send(request, reply);
      else done();
    });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

  it.each(['/', '/cohorts/ru-pow-2025-08-24?on=2025-08-25', '/verify'])('answer %s with the page', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.body]).toEqual([200, PAGE]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': CONSOLE_POLICY,
      'x-content-type-options': 'nosniff',
    });
  });

  it('load nothing from elsewhere, and make no text a script', () => {
    expect(CONSOLE_POLICY).not.toMatch(/unsafe|https?:|\*|data:/);
    expect(CONSOLE_POLICY).toContain("require-trusted-types-for 'script'");
  });

  it('are kept for ever where their address names their contents', async () => {
    const answer = await get('/assets/main-a1b2.js');
    expect(answer.body).toBe(SCRIPT);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('come compressed to whoever takes that', async () => {
    const answer = await get('/assets/main-a1b2.js', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.rawPayload).toEqual(brotliCompressSync(SCRIPT));
    expect((await get('/assets/main-a1b2.js')).headers['content-encoding']).toBeUndefined();
  });

  it('are not sent again to a browser that has them', async () => {
    const { etag } = (await get('/')).headers;
    expect((await get('/', { 'if-none-match': String(etag) })).statusCode).toBe(304);
  });

  it('are gone where an earlier version had them', async () => {
    expect((await get('/assets/main-old.js')).statusCode).toBe(404);
  });

  it.each(['/api', '/api/v1/nothing', '/health/perhaps', '/metrics?x'])('leave %s to the server', async (url) => {
    expect((await get(url)).body).not.toBe(PAGE);
  });

  it('take no command', async () => {
    expect((await server.inject({ url: '/', method: 'POST' })).body).not.toBe(PAGE);
  });

  it('are none where the console was not built', () => {
    const pages = new ConsolePages(join(folder, 'nothing'));
    expect(pages.takes({ method: 'GET', url: '/' } as never)).toBe(false);
  });
});
