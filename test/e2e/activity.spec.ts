import { createPublicKey, verify } from 'node:crypto';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { homewardWith } from './homeward.js';
import { EXCHANGE, cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startServer, type TestServer } from './server.js';

interface Row {
  readonly number: number;
  readonly kind: string;
  readonly actor: string | null;
  readonly route: string | null;
  readonly cohorts: readonly string[];
  readonly entries: readonly string[];
  readonly status: number | null;
}

describe('who did what, and who read what', () => {
  let server: TestServer;
  let caseworker: Client;
  let auditor: Client;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    auditor = new Client(server.address, await server.token('auditor'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const homeward = (...args: string[]) => homewardWith({ HOMEWARD_TOKEN: (auditor as any).token as string }, ...args);
  const activities = async (query = ''): Promise<Row[]> =>
    (await auditor.get(`/api/v1/audit/activity${query}`)).body.rows as Row[];

  it('is noted: entries, reads, exports, sign-ins, tokens and who was turned away', async () => {
    const registered = await caseworker.post('/api/v1/cohorts', cohortNamed('a'));
    // What cannot be answered yet is not noted.
    await caseworker.get(`/api/v1/cohorts/a?after=${registered.body.position}`);
    await caseworker.get('/api/v1/cohorts?format=csv');
    await caseworker.get('/api/v1/audit/activity');
    await new Client(server.address).get('/api/v1/cohorts/a');

    const rows = await activities();
    const told = rows.map(({ kind, actor, route, status }) => [kind, actor, route, status]);
    // Each is noted when it has ended; a file may end after what was asked behind it.
    expect(told.toSorted()).toEqual(
      [
        ['sign-in', 'auditor', '/api/v1/audit/activity', null],
        ['denied', null, '/api/v1/cohorts/:id', 401],
        ['denied', 'caseworker', '/api/v1/audit/activity', 403],
        ['export', 'caseworker', '/api/v1/cohorts', 200],
        ['read', 'caseworker', '/api/v1/cohorts/:id', 200],
        ['entry', 'caseworker', '/api/v1/cohorts', 201],
        ['sign-in', 'caseworker', '/api/v1/cohorts', null],
        ['token-created', 'administrator', '/api/v1/tokens', 201],
        ['token-created', 'administrator', '/api/v1/tokens', 201],
        ['sign-in', 'administrator', '/api/v1/tokens', null],
      ].toSorted(),
    );
    expect(rows.find(({ kind }) => kind === 'entry')).toMatchObject({
      cohorts: ['a'],
      entries: [registered.body.entries[0].entryId],
    });
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => rows.length - index));
  });

  it('can be looked through by actor, kind, cohort and time, page by page', async () => {
    const exchange = { ...EXCHANGE, legs: [{ ...EXCHANGE.legs[0], cohortId: 'a' }] };
    expect((await caseworker.post('/api/v1/exchanges', exchange)).status).toBe(201);
    expect((await activities('?cohort=a&kind=entry')).map(({ route }) => route)).toEqual([
      '/api/v1/exchanges',
      '/api/v1/cohorts',
    ]);
    expect(await activities('?actor=nobody')).toEqual([]);
    expect(await activities(`?from=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    const first = await auditor.get('/api/v1/audit/activity?actor=caseworker&limit=3');
    expect(first.headers.get('link')).toContain('rel="next"');
    const rest = await activities(`?actor=caseworker&limit=3&cursor=${first.body.next}`);
    expect(rest[0]!.number).toBeLessThan(first.body.rows[2].number);
  });

  it('comes as CSV and XLSX, and refuses what it does not know', async () => {
    const csv = await auditor.get('/api/v1/audit/activity?kind=entry', { accept: 'text/csv' });
    expect(csv.headers.get('content-disposition')).toContain('homeward-activity-');
    expect(csv.body).toContain('/api/v1/exchanges');
    expect(csv.headers.get('homeward-rows')).toBe('2');
    const xlsx = await auditor.get('/api/v1/audit/activity?format=xlsx');
    expect([xlsx.status, xlsx.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
    for (const query of [
      '?kind=walk',
      '?from=yesterday',
      '?from=2025-02-30T00:00:00Z',
      '?to=2025-08-24T23:59:60Z',
      '?knownAt=1',
      '?cursor=x',
      '?limit=0',
    ]) {
      expect([query, (await auditor.get(`/api/v1/audit/activity${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('holds no secret, no body and no address', async () => {
    await caseworker.get('/api/v1/cohorts/A%20name,%20perhaps?sort=name');
    await caseworker.get('/api/v1/perhaps/nowhere');
    await new Client(server.address).get('/perhaps/nowhere');
    const text = JSON.stringify(await activities('?limit=200'));
    expect(text).not.toMatch(/hw_|Russian servicemen|perhaps|sort=/);
  });

  it('has a tree and a signed checkpoint of its own, which grows', async () => {
    const { origin, keys } = (await auditor.get('/api/v1/audit/activity/keys')).body;
    const note = (await auditor.get('/api/v1/audit/activity/checkpoint')).body as string;
    const [text, signatures] = [note.slice(0, note.indexOf('\n\n') + 1), note.slice(note.indexOf('\n\n') + 2)];
    const [name, size] = text.split('\n') as [string, string];
    expect([name, Number(size)]).toEqual([origin, (await activities()).length]);
    expect(origin).toMatch(/\/activity$/);
    // C2SP signed-note: type 1 is Ed25519; the key's bytes stand behind it, the signature's behind the key's id.
    const key = Buffer.from((keys[0].key as string).split('+').slice(2).join('+'), 'base64').subarray(1);
    const signature = Buffer.from(/^— \S+ (\S+)$/m.exec(signatures)![1]!, 'base64').subarray(4);
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true);

    await caseworker.get('/api/v1/cohorts/a');
    const later = (await auditor.get('/api/v1/audit/activity/checkpoint')).body as string;
    expect(Number(later.split('\n')[1])).toBeGreaterThan(Number(size));
  });

  it('is verified on the command line, of a server and of its folder, and a row that was hidden is found', async () => {
    const listed = homeward('keys', 'list', '--activity', '--server', server.address);
    const key = listed.find(/^(\S+\/activity\+\S+)$/m);
    expect(homeward('keys', 'list', '--activity', '--data', server.folder).output()).toBe(listed.output());
    const kept = join(freshFolder(), 'kept.txt');
    writeFileSync(kept, homeward('checkpoint', '--activity', '--server', server.address).output());
    for (const what of [server.address, server.folder]) {
      const verdict = homeward('verify', what, '--activity', '--key', key, '--checkpoint', kept, '--json');
      expect([verdict.code, verdict.json()]).toMatchObject([0, { ok: true, streams: 1 }]);
    }
    const data = join(freshFolder(), 'data');
    cpSync(server.folder, data, { recursive: true });
    const db = new Database(join(data, 'activity.sqlite'));
    db.exec(`drop trigger events_refuse_update; update events set actor = 'nobody' where position = 2`);
    db.close();
    const hidden = homeward('verify', data, '--activity', '--key', key, '--json');
    expect([hidden.code, hidden.json()]).toMatchObject([
      1,
      { fault: { code: 'record-misfiled', record: { index: 1 } } },
    ]);
    expect(homeward('verify', kept, '--activity', '--key', key).code).toBe(64);
  }, 120_000);

  it('outlives the server, to the last of it', async () => {
    const before = await activities('?limit=200');
    await caseworker.get('/api/v1/cohorts/a');
    const { folder } = server;
    await server.stop();
    server = await startServer({ folder });
    auditor = new Client(server.address, (auditor as any).token as string);
    const after = await activities('?limit=200');
    expect(after.slice(-before.length)).toEqual(before);
    expect(after.map(({ kind }) => kind).slice(0, -before.length)).toEqual(['sign-in', 'read', 'read']);
  });
});
