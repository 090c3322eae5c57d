import { aWhile, rounds, within } from '#eventsourcing/testing';
import { cleanUp, Client, freshFolder, startServer, type TestServer } from '../e2e/server.js';
import { cohortNamed } from '../e2e/sample-requests.js';

/** In each of two series, which run beside each other. */
const ROUNDS = rounds(25);
const CLIENTS = 200;

interface Sent {
  readonly cohortId: string;
  readonly key: string;
  /** Undefined for a command that was never answered. */
  readonly answer: { readonly status: number; readonly position: string } | undefined;
}

/** What the log holds after a position: cohorts that were registered, and where it ends. */
async function recordedAfter(client: Client, after: string | undefined) {
  const cohorts: string[] = [];
  let position = after;
  for (;;) {
    const { body } = await client.get(`/api/v1/events?limit=1000${position === undefined ? '' : `&after=${position}`}`);
    const events = body as { subject: string; position: string }[];
    if (events.length === 0) return { cohorts, position };
    cohorts.push(...events.map(({ subject }) => subject.replace('cohort-', '')));
    position = events.at(-1)!.position;
  }
}

/** Sends commands at once, and kills the server some moment after some of them are answered. */
async function sendAndKill(server: TestServer, client: Client, round: string): Promise<Sent[]> {
  const enough = 11 + Math.floor(Math.random() * 40);
  let answers = 0;
  const answered = Promise.withResolvers<void>();
  const sent = Array.from({ length: CLIENTS }, async (_, index): Promise<Sent> => {
    const cohortId = `${round}-${index}`;
    const key = `key-${cohortId}`;
    try {
      const { status, body } = await client.post('/api/v1/cohorts', cohortNamed(cohortId), { 'idempotency-key': key });
      if (++answers === enough) answered.resolve();
      return { cohortId, key, answer: { status, position: body.position as string } };
    } catch {
      return { cohortId, key, answer: undefined };
    }
  });
  await within('answering some', answered.promise);
  await aWhile(Math.random() * 20);
  await server.kill();
  return Promise.all(sent);
}

/** Starts, checks, loads and kills a server on one folder, again and again. */
async function series(name: string) {
  const folder = freshFolder();
  let token: string | undefined;
  let position: string | undefined;
  let before: Sent[] = [];
  const told = { acknowledged: 0, unanswered: 0 };

  for (let round = 0; round <= ROUNDS; round++) {
    const server = await startServer({ folder, environment: { LOG_LEVEL: 'error' } });
    token ??= await server.token('caseworker', 'auditor');
    const client = new Client(server.address, token);

    const { cohorts } = await recordedAfter(client, position);
    const inLog = new Set(cohorts);
    expect(inLog.size).toBe(cohorts.length);
    const acknowledged = before.filter(({ answer }) => answer !== undefined);
    expect(acknowledged.filter(({ answer }) => answer!.status !== 201)).toEqual([]);
    expect(acknowledged.filter(({ cohortId }) => !inLog.has(cohortId))).toEqual([]);
    told.acknowledged += acknowledged.length;
    told.unanswered += before.length - acknowledged.length;

    // A command that was never answered may be sent again: it is done once, whether it had been written or not.
    for (const { cohortId, key } of before.filter(({ answer }) => answer === undefined).slice(0, 5)) {
      const again = await client.post('/api/v1/cohorts', cohortNamed(cohortId), { 'idempotency-key': key });
      expect([again.status, again.body.revision]).toEqual([201, 0]);
    }
    position = (await recordedAfter(client, position)).position;
    if (round === ROUNDS) await server.stop();
    else before = await sendAndKill(server, client, `${name}${round}`);
  }
  return told;
}

describe('a server that is killed while 200 clients send commands', () => {
  afterAll(cleanUp);

  it(`loses nothing that it acknowledged, and starts again, ${2 * ROUNDS} times over`, async () => {
    const both = await Promise.all([series('a'), series('b')]);
    // Otherwise nothing was put to the test.
    for (const { acknowledged, unanswered } of both) {
      expect(acknowledged).toBeGreaterThan(ROUNDS * 10);
      expect(unanswered).toBeGreaterThan(ROUNDS * 10);
    }
  });
});
