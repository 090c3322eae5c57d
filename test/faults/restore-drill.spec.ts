import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { homewardMeanwhile as homeward } from '../e2e/homeward.js';
import { cohortNamed } from '../e2e/sample-requests.js';
import { cleanUp, Client, freshFolder, startServer } from '../e2e/server.js';

interface Acknowledged {
  readonly cohortId: string;
  readonly position: string;
}

/** Registers cohorts one after the other, until it is told to stop or the server is gone. */
async function load(client: Client, name: string, isOver: () => boolean): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  for (let index = 0; !isOver(); index++) {
    const cohortId = `${name}-${index}`;
    const answer = await client.post('/api/v1/cohorts', cohortNamed(cohortId)).catch(() => undefined);
    if (answer === undefined) break;
    expect(answer.status).toBe(201);
    acknowledged.push({ cohortId, position: answer.body.position as string });
  }
  return acknowledged;
}

describe('the drill: back up under load, destroy, restore, verify, carry on', () => {
  afterAll(cleanUp);

  it('loses nothing that was acknowledged before the position of the backup', async () => {
    const backups = freshFolder();
    const server = await startServer({ environment: { LOG_LEVEL: 'error' } });
    const { folder } = server;
    const token = await server.token('caseworker', 'auditor');
    const client = new Client(server.address, token);
    const origin = (await client.get('/api/v1/audit/keys')).body.origin as string;

    let over = false;
    const loading = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => load(client, name, () => over));
    const first = await homeward('backup', '--to', backups, '--data', folder);
    expect(first.output()).toContain('The log in it holds');
    const second = await homeward('backup', '--to', backups, '--data', folder);
    const position = second.find(/up to position (\d+)/);
    // The server goes on for a while, and then everything is gone, with commands under way.
    const more = await client.post('/api/v1/cohorts', cohortNamed('after-the-backup'));
    expect(more.body.position > position).toBe(true);
    await server.kill();
    over = true;
    const acknowledged = (await Promise.all(loading)).flat();
    rmSync(folder, { recursive: true });

    const [, file] = readdirSync(backups).sort() as [string, string];
    const restored = await homeward('restore', join(backups, file), '--data', folder);
    expect(restored.output()).toContain('under a new origin');

    const again = await startServer({ folder, environment: { LOG_LEVEL: 'error' } });
    const after = new Client(again.address, token);
    const kept = new Set(await cohortsOf(after));
    const due = acknowledged.filter((one) => one.position <= position);
    expect(due.length).toBeGreaterThan(10);
    expect(due.filter(({ cohortId }) => !kept.has(cohortId))).toEqual([]);
    expect(kept.has('after-the-backup')).toBe(false);
    expect(acknowledged.filter((one) => one.position > position && kept.has(one.cohortId))).toEqual([]);

    const keys = (await after.get('/api/v1/audit/keys')).body;
    expect(keys).toMatchObject({ declared: { previousOrigin: origin } });
    expect(keys.origin).not.toBe(origin);

    // What was lost can be sent again under the same key, and the log goes on.
    const resent = await after.post('/api/v1/cohorts', cohortNamed('after-the-backup'));
    expect(resent.status).toBe(201);
    expect(resent.body.position > position).toBe(true);
    expect((await after.get(`/api/v1/cohorts/after-the-backup?after=${resent.body.position}`)).status).toBe(200);
    expect((await homeward('rebuild', '--check', '--data', folder)).output()).not.toBe('');

    // And nobody restores under a server that is running.
    const refused = await homeward('restore', join(backups, file), '--data', folder);
    expect(refused).toMatchObject({ code: 69, stderr: expect.stringContaining('Stop the server') });
    await again.stop();

    // Nor the older of the two backups, unless somebody says that it has to be.
    const older = join(backups, readdirSync(backups).sort()[0]!);
    const stale = await homeward('restore', older, '--data', folder);
    expect(stale).toMatchObject({ code: 1, stderr: expect.stringContaining('--declare-stale') });
    expect(await homeward('restore', older, '--data', folder, '--declare-stale', 'a drill')).toMatchObject({
      code: 0,
    });
    const last = await startServer({ folder, environment: { LOG_LEVEL: 'error' } });
    expect((await new Client(last.address, token).post('/api/v1/cohorts', cohortNamed('once-more'))).status).toBe(201);
    await last.stop();
  }, 120_000);
});

/** Every cohort in the log, by what the feed of events says. */
async function cohortsOf(client: Client): Promise<string[]> {
  const cohorts: string[] = [];
  for (let after = ''; ;) {
    const { body } = await client.get(`/api/v1/events?limit=1000${after === '' ? '' : `&after=${after}`}`);
    const events = body as { subject: string; position: string }[];
    if (events.length === 0) return cohorts;
    cohorts.push(...events.map(({ subject }) => subject.replace('cohort-', '')));
    after = events.at(-1)!.position;
  }
}
