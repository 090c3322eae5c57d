import { closeSync, openSync, readdirSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from './server.js';

let folder: string;
let token: string;

beforeAll(async () => {
  const server = await startServer();
  folder = server.folder;
  token = await server.token('caseworker');
  const client = new Client(server.address, token);
  for (let count = 0; count < 40; count++) await client.post('/api/v1/cohorts', cohortNamed(`cohort-${count}`));
  await seesAll(server);
  await server.stop();
}, 120_000);
afterAll(cleanUp);

/** Waits until a server is ready and knows all cohorts. */
async function seesAll(server: TestServer): Promise<void> {
  const client = new Client(server.address, token);
  await until('being ready', async () => (await client.get('/health/ready')).status === 200);
  await until('knowing all', async () => (await client.get('/api/v1/cohorts?limit=200')).body.rows?.length >= 40);
}

/** The files of the generations of read models. */
function files(): string[] {
  const names = readdirSync(join(folder, 'read')).filter((name) => /^read-\d+\.sqlite$/.test(name));
  return names.map((name) => join(folder, 'read', name));
}

/** Puts other bytes in the place of all pages but the first few. */
function spoil(file: string): void {
  const handle = openSync(file, 'r+');
  const from = 3 * 4_096;
  writeSync(handle, Buffer.alloc(statSync(file).size - from, 0xa5), 0, undefined, from);
  closeSync(handle);
}

describe('a read database that is damaged', () => {
  it.each([
    ['its file is empty', () => files().forEach((file) => truncateSync(file, 0))],
    ['its pages hold something else', () => files().forEach(spoil)],
    ['its pointer is empty', () => truncateSync(join(folder, 'read', 'current'), 0)],
  ])('is made again from the log at the next start, where %s', async (_, damage) => {
    damage();
    const server = await startServer({ folder });
    await seesAll(server);
    await server.stop();
    expect(files()).toHaveLength(1);
  });

  it('is made again while the server runs', async () => {
    const server = await startServer({ folder });
    await seesAll(server);
    files().forEach(spoil);
    const client = new Client(server.address, token);
    const registered = await client.post('/api/v1/cohorts', cohortNamed('another'));
    expect(registered.status).toBe(201);
    await until('knowing it', async () => (await client.send('GET', '/api/v1/cohorts/another')).status === 200);
    await until('being ready', async () => (await client.get('/health/ready')).status === 200);
    expect(server.printed()).toContain('the read models were found damaged; they are made again from the log');
    await server.stop();
  });
});
