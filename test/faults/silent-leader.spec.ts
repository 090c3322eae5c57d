import { setTimeout as pause } from 'node:timers/promises';
import { until } from '#eventsourcing/testing';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { cohortNamed } from '../e2e/sample-requests.js';
import { ProtocolCluster } from '../kurrentdb-protocol/cluster.js';

/** So long the nodes take to elect another leader once one is frozen. */
const ELECTION_MS = 2_000;
const CLIENTS = 8;
const KINDS = ['commands', 'reads', 'followers', 'readiness'] as const;

type Kind = (typeof KINDS)[number];

interface Seen {
  readonly kind: Kind;
  readonly status: number;
  readonly at: number;
}

let cluster: ProtocolCluster;
let server: TestServer;
let client: Client;

beforeAll(async () => {
  cluster = await ProtocolCluster.start();
  server = await startServer({ environment: { EVENT_STORE: cluster.connectionString, RATE_LIMIT: '0' } });
  client = new Client(server.address, await server.token('caseworker', 'auditor', 'reporter'));
  await client.post('/api/v1/cohorts', cohortNamed('first'));
  await until('being ready', async () => (await client.get('/api/v1/cohorts/first')).status === 200);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await cluster.stop();
  cleanUp();
}, 60_000);

/** Sends commands and reads one after the other, follows the log, and asks whether the server is ready, until it is ended. */
function load(round: number) {
  const ending = new AbortController();
  const seen: Seen[] = [];
  const registered: string[] = [];
  const note = (kind: Kind, status: number): void => void seen.push({ kind, status, at: performance.now() });
  const repeat = async (kind: Kind, work: (count: number) => Promise<number>): Promise<void> => {
    for (let count = 0; !ending.signal.aborted; count++) {
      note(kind, await work(count));
      await pause(20);
    }
  };
  const follow = async (): Promise<void> => {
    const { body } = await fetch(`${server.address}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${await server.token('auditor')}` },
      signal: ending.signal,
    });
    for await (const chunk of body!) if (Buffer.from(chunk).includes('data:')) note('followers', 200);
  };
  const running = Promise.all([
    ...Array.from({ length: CLIENTS }, (_, writer) =>
      repeat('commands', async (count) => {
        const cohortId = `r${round}-${writer}-${count}`;
        const { status } = await client.post('/api/v1/cohorts', cohortNamed(cohortId), { 'idempotency-key': cohortId });
        if (status === 201) registered.push(cohortId);
        return status;
      }),
    ),
    repeat('reads', async () => (await client.get('/api/v1/cohorts/first')).status),
    repeat('readiness', async () => (await client.get('/health/ready')).status),
    follow().catch(() => {}),
  ]);
  const end = async (): Promise<void> => (ending.abort(), void (await running));
  return { seen, registered, end };
}

/** Milliseconds from a moment to the first good answer of a kind that was given after it. */
function after(moment: number, kind: Kind, seen: readonly Seen[]): number {
  const first = seen.find((one) => one.kind === kind && one.status < 300 && one.at > moment);
  return Math.round((first?.at ?? Infinity) - moment);
}

describe('an api whose cluster loses its leader to silence', () => {
  it('goes on with the next one before the old one is back, and answers no command with 503', async () => {
    const figures: Record<string, number>[] = [];
    for (const [round, leader] of [0, 1, 2].entries()) {
      const next = (leader + 1) % 3;
      const { seen, registered, end } = load(round);
      await until('commands under way', () => registered.length > 20);
      cluster.freeze(leader);
      await pause(ELECTION_MS / 2);
      const living = [0, 1, 2].filter((index) => index !== leader);
      cluster.elect(undefined, living);
      await pause(ELECTION_MS / 2);
      cluster.elect(next, living);
      const elected = performance.now();
      await until('everything going on', () => KINDS.every((kind) => after(elected, kind, seen) < Infinity));
      // Only now does the old one speak again, and takes itself for the leader until it has heard of the other.
      cluster.thaw(leader);
      await pause(500);
      cluster.elect(next);
      await end();
      figures.push(Object.fromEntries(KINDS.map((kind) => [`${kind} after (ms)`, after(elected, kind, seen)])));
      const refused = seen.filter(({ kind, status }) => kind !== 'readiness' && status >= 300);
      expect(refused.filter(({ kind }) => kind === 'commands' || kind === 'followers')).toEqual([]);
      const inLog = cluster.log.events.filter(({ type }) => type === 'CohortRegistered').map(({ stream }) => stream);
      expect(new Set(inLog).size).toBe(inLog.length);
      expect(registered.filter((id) => !inLog.includes(`cohort-${id}`))).toEqual([]);
    }
    console.table(figures);
  }, 180_000);
});
