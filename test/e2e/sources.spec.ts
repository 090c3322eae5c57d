import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';
import { COPY, SOURCE, STATEMENT } from './sample-sources.js';
import { REGISTER } from './sample-requests.js';

const COPIES = '/api/v1/statements/copies';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a source', () => {
  let server: TestServer;
  let caseworker: Client;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const upload = (body: RequestInit['body'], type?: string): Promise<Answer> =>
    caseworker.send('PUT', COPIES, body, type === undefined ? {} : { 'content-type': type });

  it('is registered, graded and withdrawn', async () => {
    const registered = await caseworker.post('/api/v1/sources', SOURCE);
    expect([registered.status, registered.headers.get('location')]).toEqual([201, '/api/v1/sources/ru-mod']);
    const grade = { reliability: 'D', reason: 'Counts were corrected twice' };
    const graded = await caseworker.post('/api/v1/sources/ru-mod/grade-source', grade);
    expect([graded.status, graded.body.source.reliability]).toEqual([200, 'D']);
    const again = await caseworker.post('/api/v1/sources', SOURCE);
    expect([again.status, again.body.code]).toEqual([409, 'source-exists']);
    await caseworker.post('/api/v1/sources', { ...SOURCE, sourceId: 'gone' });
    const gone = await caseworker.post('/api/v1/sources/gone/withdraw-source', { reason: 'A forgery' });
    expect([gone.status, gone.body.source.status]).toEqual([200, 'withdrawn']);
  });

  it('is captured with the copy that was uploaded, and with no other', async () => {
    const { status, body: copy } = await upload(COPY, 'application/x-whatever');
    const sha256 = createHash('sha256').update(COPY).digest('hex');
    expect([status, copy]).toEqual([200, { sha256, mediaType: 'text/html', bytes: COPY.length }]);
    expect(readdirSync(join(server.folder, 'copies', sha256.slice(0, 2)))).toEqual([sha256.slice(2)]);

    const missing = { ...STATEMENT, ...copy, sha256: 'a'.repeat(64) };
    expect((await caseworker.post('/api/v1/statements', missing)).body.code).toBe('copy-not-found');
    const wrong = { ...STATEMENT, ...copy, mediaType: 'image/png' };
    expect((await caseworker.post('/api/v1/statements', wrong)).body.code).toBe('copy-differs');
    const captured = await caseworker.post('/api/v1/statements', { ...STATEMENT, ...copy });
    expect([captured.status, captured.body.statement.sha256]).toEqual([201, sha256]);
  });

  it('has its copies given back as they were, to be saved', async () => {
    const { body: copy } = await upload(PNG, 'image/jpeg');
    expect(copy.mediaType).toBe('image/png');
    expect((await upload(PNG)).body).toEqual(copy);
    const auditor = await server.token('auditor');
    const address = `${server.address}${COPIES}/${copy.sha256 as string}`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${auditor}` } });
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${copy.sha256 as string}.png"`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-type')).toBe('image/png');
    for (const path of ['a'.repeat(64), '..%2F..%2Flog.sqlite', 'x']) {
      expect((await caseworker.get(`${COPIES}/${path}`)).status).toBe(404);
    }
  });

  it('has no copies of programs, of nothing, or of more than 20 MiB', async () => {
    const program = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(64)]);
    expect((await upload(program, 'image/png')).body.code).toBe('unsupported-media-type');
    expect((await upload(Buffer.from([0xff, 0xfe, 0x00, 0x01]))).status).toBe(415);
    expect((await upload('')).status).toBe(400);
    const large = await upload(Buffer.alloc(20 * 2 ** 20 + 1, 'x'));
    expect([large.status, large.body.code]).toEqual([413, 'too-large']);
    expect((await upload(Buffer.alloc(20 * 2 ** 20, 'x'))).body.mediaType).toBe('text/plain');
  });

  it('disputes or corroborates an entry that there is, at once, and no other', async () => {
    const { body } = await caseworker.post('/api/v1/cohorts', REGISTER);
    const { entryId } = body.entries[0] as { entryId: string };
    const basis = { source: 'ua-coord-hq' };
    const path = `/api/v1/entries/${entryId}`;
    const disputed = await caseworker.post(`${path}/dispute-entry`, { reason: 'Ukraine counts 145', basis });
    expect([disputed.status, disputed.body.entries[0].type]).toEqual([200, 'EntryDisputed']);
    const corroborated = await caseworker.post(`${path}/corroborate-entry`, { basis: { source: 'icrc' } });
    expect([corroborated.status, corroborated.body.entries[0].type]).toEqual([200, 'EntryCorroborated']);
    const itself = await caseworker.post(`${path}/corroborate-entry`, { basis: REGISTER.basis });
    expect([itself.status, itself.body.code]).toEqual([409, 'source-corroborates-itself']);
    const nothing = await caseworker.post(`/api/v1/entries/${'0'.repeat(8)}/corroborate-entry`, { basis });
    expect([nothing.status, nothing.body.code]).toEqual([404, 'entry-not-found']);
  });

  it.each([
    ['DELETE', '/api/v1/cohorts', 'GET, HEAD, POST'],
    ['GET', '/api/v1/cohorts/x/mark-in-transit', 'POST'],
    ['POST', COPIES, 'GET, HEAD, PUT'],
    ['PUT', '/health/live', 'GET, HEAD'],
  ])('is asked by a method that its path knows: not %s %s', async (method, path, allow) => {
    const { status, headers, body } = await caseworker.send(method, path);
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method-not-allowed', allow]);
    expect((await new Client(server.address).send(method, path)).status).toBe(401);
  });
});
