import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { cleanUp, Client, freshFolder, startInVain, startServer } from './server.js';
import { cohortNamed } from './sample-requests.js';

describe('a server', () => {
  afterAll(cleanUp);

  it('ends what is under way when it is to stop, and is gone before its time is over', async () => {
    const server = await startServer();
    const client = new Client(server.address, await server.token('caseworker'));
    const stream = await fetch(`${server.address}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${await server.token('auditor')}` },
    });
    const chunks = stream.body!.getReader();
    await chunks.read();

    const sent = Array.from({ length: 100 }, (_, index) =>
      client.post('/api/v1/cohorts', cohortNamed(`in-flight-${index}`)).then(
        ({ status }) => status,
        () => 'refused',
      ),
    );
    await sent[0];
    // One that takes longer than 5 s ends itself, with code 1.
    expect(await server.stop()).toBe(0);
    // Anyone who was turned away meanwhile is no error of ours.
    expect(server.printed()).not.toContain('"stack"');

    // The stream was ended, not cut off.
    for (;;) if ((await chunks.read()).done) break;
    // Whatever was acknowledged is there, and whatever was begun was answered.
    const answers = await Promise.all(sent);
    const again = await startServer({ folder: server.folder });
    const reader = new Client(again.address, await tokenOf(again.address, server.administrator));
    const { body } = await reader.get('/api/v1/events?limit=1000');
    const recorded = new Set((body as { subject: string }[]).map(({ subject }) => subject));
    expect(answers.filter((status) => ![201, 503, 'refused'].includes(status))).toEqual([]);
    const lost = answers.filter((status, index) => status === 201 && !recorded.has(`cohort-in-flight-${index}`));
    expect(lost).toEqual([]);
    expect(answers.filter((status) => status === 201).length).toBe(recorded.size);
    await again.stop();
  });

  it('does not wait for a witness of its log that has stopped answering', async () => {
    let asked = 0;
    const witness = createServer((_, answer) => void (++asked === 1 && answer.writeHead(503).end())).listen(0);
    await once(witness, 'listening');
    const { port } = witness.address() as AddressInfo;
    const key = 'partner.example/witness+295747e9+BAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH';
    const server = await startServer({ environment: { LEDGER_WITNESSES: `${key} http://127.0.0.1:${port}` } });
    const client = new Client(server.address, await server.token('caseworker'));
    expect((await client.post('/api/v1/cohorts', cohortNamed('a'))).status).toBe(201);
    const code = await server.stop();
    witness.closeAllConnections();
    witness.close();
    expect([code, asked]).toEqual([0, 2]);
  });

  it('keeps what it has over a restart', async () => {
    const first = await startServer();
    const client = new Client(first.address, await first.token('caseworker'));
    await client.post('/api/v1/cohorts', cohortNamed('kept'), { 'idempotency-key': 'kept' });
    await first.stop();
    const second = await startServer({ folder: first.folder });
    const token = await tokenOf(second.address, first.administrator);
    const again = await new Client(second.address, token).post('/api/v1/cohorts', cohortNamed('kept'));
    expect([again.status, again.body.code]).toEqual([409, 'cohort-exists']);
    await second.stop();
  });

  it('says so where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, printed } = await startInVain({ environment: { PORT: String(port), LOG_LEVEL: 'silent' } });
    other.close();
    expect(code).toBe(1);
    expect(printed.trim()).toBe(
      `Port ${port} of 127.0.0.1 is taken by another process: stop that one, or set PORT to another.`,
    );
  });

  it('says so where its data folder is in use', async () => {
    const server = await startServer();
    const { code, printed } = await startInVain({ folder: server.folder });
    expect(code).toBe(1);
    expect(printed.trim()).toBe(
      `the data folder ${server.folder} is in use by another process: stop that one, or set DATA_DIR to another folder.`,
    );
    await server.stop();
  });

  it('says so where its data folder is none', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'file'), '');
    expect((await startInVain({ folder: join(folder, 'file') })).printed).toMatch(/^DATA_DIR must be a folder/);
    mkdirSync(join(folder, 'damaged'));
    writeFileSync(join(folder, 'damaged', 'access.sqlite'), 'x'.repeat(5_000));
    expect((await startInVain({ folder: join(folder, 'damaged') })).printed).toMatch(
      /access\.sqlite is damaged: file is not a database\. /,
    );
  });

  it.each(['/proc', '/proc/x', '/proc/x/y', '/dev/null/x'])(
    'says so where nothing can be made in its data folder %s',
    async (folder) => {
      const { code, printed } = await startInVain({ folder });
      expect(code).toBe(1);
      expect(printed).toMatch(`DATA_DIR must be a folder that can be made and written to, and ${folder} `);
      expect(printed.trim()).not.toContain('\n');
    },
  );

  it('says what is wrong with its configuration, and what it may be', async () => {
    const { code, printed } = await startInVain({ environment: { PORT: 'http', LOG_LEVEL: 'all' } });
    expect(code).toBe(2);
    expect(printed).toBe(
      [
        'PORT must be a whole number from 0 to 65535, not "http"',
        'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "all"',
        '',
      ].join('\n'),
    );
  });

  it('says how it is', async () => {
    const server = await startServer({ environment: { EVENT_STORE: 'memory' } });
    const stranger = new Client(server.address);
    expect(await stranger.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    await until('being ready', async () => (await stranger.get('/health/ready')).status === 200);
    expect((await stranger.get('/health/ready')).body).toEqual({
      status: 'ready',
      projections: { position: null, head: null, secondsBehind: 0 },
    });
    await server.stop();
  });
});

/** A caseworker's and auditor's token of a server whose administrator is known from its first start. */
async function tokenOf(address: string, administrator: string): Promise<string> {
  const { body } = await new Client(address, administrator).post('/api/v1/tokens', {
    owner: 'second start',
    roles: ['caseworker', 'auditor'],
  });
  return (body as { token: string }).token;
}
