import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { collect, until } from '#eventsourcing/testing';
import { KurrentDbEventStore } from '../../libs/stores/src/kurrentdb/event-store.js';
import { ProtocolServer } from '../kurrentdb-protocol/server.js';
import { HOMEWARD } from './homeward.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startServer, type TestServer } from './server.js';

/** Runs a command that ends well, and does not hold up the event store, which is in this process. Gives what it printed. */
const homeward = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [HOMEWARD, ...args])).stdout;

let store: ProtocolServer;
let environment: Record<string, string>;

beforeAll(async () => {
  store = await ProtocolServer.start();
  environment = { EVENT_STORE: store.connectionString };
});
afterAll(() => {
  store.stop();
  cleanUp();
});

/** A client of a server that has numbered and projected so many records. */
async function clientOf(server: TestServer, token: string, records: number): Promise<Client> {
  const client = new Client(server.address, token);
  await until('seeing all records', async () => ((await client.get('/api/v1/events')).body as []).length === records);
  const { id } = ((await client.get('/api/v1/events')).body as { id: string }[]).at(-1)!;
  // A receipt has the log signed as it stands.
  await until('signing it', async () => {
    const { status, body } = await client.get(`/api/v1/audit/receipts/${id}`);
    return status === 200 && String(body).includes(`\n${records}\n`);
  });
  await until('being ready', async () => (await client.get('/health/ready')).status === 200);
  return client;
}

/** A node with a folder of its own on a log that has records: it makes no administrator by itself. */
async function startNode(): Promise<{ readonly server: TestServer; readonly token: string }> {
  const folder = freshFolder();
  const roles = ['caseworker', 'auditor', 'administrator'].flatMap((role) => ['--role', role]);
  const made = await homeward('token', 'create', '--owner', 'Night desk', ...roles, '--data', folder);
  return { server: await startServer({ folder, environment }), token: /hw_\S+/.exec(made)![0] };
}

const register = (client: Client, id: string, key: string) =>
  client.post('/api/v1/cohorts', cohortNamed(id), { 'idempotency-key': key });

/** What another writer can do to a log whose engine compares ids only at the revisions named: see docs/kurrentdb.md. */
async function writeAgain(stream: string): Promise<string> {
  const other = await KurrentDbEventStore.open(store.connectionString);
  const [{ id, ...event }] = (await collect(other.read('cohort-first'))) as [any];
  const { position: _, canonical: __, stream: ___, revision: ____, ...rest } = event;
  await other.append([{ stream, expected: 'none', events: [{ id, ...rest }] }]);
  await other.close();
  return id as string;
}

describe('an id that stands twice in a log whose engine does not notice it', () => {
  it('is refused where it is known, also after a restart and many events', async () => {
    const server = await startServer({ environment });
    const token = await server.token('caseworker', 'auditor');
    const client = new Client(server.address, token);
    expect((await register(client, 'first', 'key-1')).status).toBe(201);
    for (let count = 0; count < 20; count++) await register(client, `between-${count}`, `between-${count}`);
    await clientOf(server, token, 21);
    await server.stop();

    const again = await startServer({ folder: server.folder, environment });
    const later = await clientOf(again, token, 21);
    const reused = await register(later, 'second', 'key-1');
    expect([reused.status, reused.body.code]).toEqual([422, 'key-reused']);
    const repeated = await register(later, 'first', 'key-1');
    expect([repeated.status, repeated.body.revision]).toEqual([201, 0]);
    await again.stop();
  }, 90_000);

  it('ends nothing: what runs goes on, what starts later comes up, and verifying, copying and the log name it', async () => {
    const { server: running, token } = await startNode();
    await clientOf(running, token, 21);
    const id = await writeAgain('cohort-other');
    const client = new Client(running.address, token);
    expect((await register(client, 'after', 'key-after')).status).toBe(201);
    await clientOf(running, token, 23);
    await until('naming it', () => running.printed().includes('a record has an id that stands in the log before it'));
    expect(String((await client.get('/metrics')).body)).toMatch(/^homeward_repeated_ids 1$/m);
    expect((await client.get('/api/v1/cohorts/after')).status).toBe(200);
    const receipt = String((await client.get(`/api/v1/audit/receipts/${id}`)).body);
    expect(receipt).toMatch(/^index 0$/m);
    await running.stop();

    const { server: fresh, token: auditor } = await startNode();
    await clientOf(fresh, auditor, 23);
    const key = /^homeward\/\S+$/m.exec(await homeward('keys', 'list', '--data', fresh.folder))![0];
    const verified = await homeward('verify', fresh.address, '--key', key, '--token', auditor);
    expect(verified).toContain(`has the id of record 0, ${id}`);
    await fresh.stop();

    const target = `sqlite:${join(freshFolder(), 'log.sqlite')}`;
    const copied = await homeward('copy', '--from', store.connectionString, '--to', target);
    expect(copied).toContain('23 copied; both logs are the same');
  }, 120_000);

  it('is numbered at the next start in a folder that was numbered up to it, as version 0.1.0 leaves one', async () => {
    const { server: first, token } = await startNode();
    await clientOf(first, token, 23);
    await first.stop();
    await writeAgain('cohort-another');

    const server = await startServer({ folder: first.folder, environment });
    const client = await clientOf(server, token, 24);
    expect((await register(client, 'healed', 'key-healed')).status).toBe(201);
    await clientOf(server, token, 25);
    await server.stop();
  }, 120_000);
});
