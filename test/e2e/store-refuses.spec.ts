import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { until } from '#eventsourcing/testing';
import { ProtocolServer } from '../kurrentdb-protocol/server.js';
import type { Fault } from '../kurrentdb-protocol/faults.js';
import { cleanUp, Client, startInVain, startServer, type TestServer } from './server.js';
import { cohortNamed } from './sample-requests.js';

const PASSWORD = 'not-to-be-printed';

let store: ProtocolServer;

beforeEach(async () => {
  store = await ProtocolServer.start();
});
afterEach(() => store.stop());
afterAll(cleanUp);

const environment = (): Record<string, string> => ({
  EVENT_STORE: store.connectionString.replace('://', `://homeward:${PASSWORD}@`),
});

function refuse(fault: Fault): void {
  for (const call of ['append', 'read', 'subscribe'] as const) store.faults.plan(call, fault, Infinity);
}

/** Registers a cohort; gives the status, and what a refusal says. */
async function register(client: Client, id: string): Promise<{ status: number; detail?: string }> {
  const { status, body } = await client.post('/api/v1/cohorts', cohortNamed(id), { 'idempotency-key': id });
  return { status, detail: body.detail };
}

const sized = async (client: Client): Promise<number> =>
  Number(((await client.get('/api/v1/audit/checkpoint')).body as string).split('\n')[1]);

async function readiness({ address }: TestServer): Promise<{ status: number; body: any }> {
  const { status, body } = await new Client(address).get('/health/ready');
  return { status, body };
}

const lines = (printed: string, what: RegExp): number => printed.split('\n').filter((line) => what.test(line)).length;

describe('an event store that does not accept the user', () => {
  it('ends the start with one sentence that names the address and the user, never the password', async () => {
    refuse('unauthenticated');
    const { code, printed } = await startInVain({ environment: environment() });
    expect(code).toBe(2);
    expect(printed).toBe(
      `The event store at 127.0.0.1:${store.port} refuses the user homeward: look at the user and the password in ` +
        'EVENT_STORE, and whether that user may read $all and write the streams of Homeward.\n',
    );
  }, 60_000);

  it('while the server runs: not ready and 503 with the reason, one line in the log, and all well again by itself', async () => {
    const server = await startServer({ environment: environment() });
    const client = new Client(server.address, await server.token('caseworker', 'auditor'));
    expect(await register(client, 'before')).toMatchObject({ status: 201 });
    await until('being ready', async () => (await readiness(server)).status === 200);

    refuse('forbidden');
    // A restart in between: those who follow the log have to ask again, and are refused.
    store.stop();
    await store.start();
    await until('the refusal of followers', () => store.calls.subscribe >= 4);
    const refused = /^The event store refuses this server: /;
    expect(await readiness(server)).toMatchObject({
      status: 503,
      body: { status: 'store-unavailable', reason: expect.stringMatching(refused) },
    });
    for (const id of ['during', 'during', 'meanwhile']) {
      expect(await register(client, id)).toMatchObject({ status: 503, detail: expect.stringMatching(refused) });
    }
    expect(lines(server.printed(), /refuses the user homeward/)).toBe(1);

    store.faults.clear();
    await until('being ready again', async () => (await readiness(server)).status === 200);
    expect(await register(client, 'after')).toMatchObject({ status: 201 });
    expect(lines(server.printed(), /the event store answers again/)).toBe(1);
    await until('reading it', async () => (await client.get('/api/v1/cohorts/after')).status === 200);
    const { id } = ((await client.get('/api/v1/events')).body as { id: string }[]).at(-1)!;
    await until('numbering it', async () => (await client.get(`/api/v1/audit/receipts/${id}`)).status === 200);
    expect(await sized(client)).toBe(2);
    expect(server.printed()).not.toContain(PASSWORD);
    await server.stop();
  }, 90_000);
});

describe('an event store that is addressed by its IP with TLS', () => {
  it('is nothing that Node warns the operator of', async () => {
    const silent = createServer((socket) => socket.on('error', () => {})).unref();
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const { printed } = await startInVain({
      environment: { EVENT_STORE: `kurrentdb://homeward:secret@127.0.0.1:${port}` },
    });
    expect(printed).toMatch(/^The event store at 127\.0\.0\.1:\d+ does not answer: /);
    expect(printed).not.toMatch(/Warning/);
  }, 60_000);
});
