import { DEFAULT_PATHWAYS } from '#cases';
import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { BASIS, cohortNamed, exactly } from './sample-requests.js';
import { SOURCE } from './sample-sources.js';

const PATH = '/api/v1/cohorts/own';

describe('the ETag of a cohort', () => {
  let server: TestServer;
  let client: Client;
  let after = '';
  /** What came with each ETag, without the position that it was made at. */
  const bodies = new Map<string, string>();

  beforeAll(async () => {
    server = await startServer();
    client = new Client(server.address, await server.token('caseworker', 'administrator'));
    await send('sources', { ...SOURCE, sourceId: BASIS.source });
    await send('cohorts', { ...cohortNamed('own'), custodySince: '2024-01-01', basis: BASIS });
    await send('cohorts', cohortNamed('other'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  async function send(path: string, body: object): Promise<void> {
    const answer = await client.post(`/api/v1/${path}`, body);
    expect([path, answer.status, answer.body.code]).toEqual([path, expect.any(Number), undefined]);
    after = answer.body.position as string;
  }

  /** What is read now; for each ETag that was given before it is asked whether it holds still. */
  async function readAll(query = ''): Promise<string> {
    const { headers, body } = await client.get(`${PATH}?after=${after}${query}`);
    const { position: _, ...content } = body;
    const etag = headers.get('etag')!;
    const text = JSON.stringify(content);
    expect(bodies.get(`${query} ${etag}`) ?? text).toBe(text);
    bodies.set(`${query} ${etag}`, text);
    for (const [key, had] of bodies) {
      const [asked, tag] = key.split(' ') as [string, string];
      if (asked !== query) continue;
      const { status } = await client.get(`${PATH}?after=${after}${query}`, { 'if-none-match': tag });
      expect([tag, status]).toEqual([tag, had === text ? 304 : 200]);
    }
    return etag;
  }

  it('is another one whenever anything that is told of it is, whatever made the difference, and else the same', async () => {
    const about: [what: string, path: string, body: object][] = [
      ['own', 'pathways', { ...DEFAULT_PATHWAYS[0]!, confirmDays: 1, reason: 'tried' }],
      ['own', 'cohorts/own/rename-cohort', { name: 'Called otherwise' }],
      ['own', 'cohorts/own/transfer-custody', { custodian: 'Federal Penal Service' }],
      ['other', 'cohorts/other/rename-cohort', { name: 'Also called otherwise' }],
      ['other', 'cohorts/other/record-exit', { kind: 'died', headcount: exactly(3) }],
      ['own', 'cohorts/own/record-exit', { kind: 'resettled', headcount: exactly(3) }],
      ['own', 'sources/ru-mod/withdraw-source', { reason: 'not what it was taken for' }],
      ['other', 'cohorts', cohortNamed('third')],
      ['own', 'cohorts/own/rename-cohort', { name: cohortNamed('own').name }],
    ];
    let before = await readAll();
    for (const [what, path, body] of about) {
      await send(path, body);
      const now = await readAll();
      expect([path, now === before]).toEqual([path, what === 'other']);
      before = now;
    }
    const { body: alerts } = await client.get(`/api/v1/alerts?cohortId=own&after=${after}`);
    expect(alerts.rows.length).toBeGreaterThan(0);
    for (const { id } of alerts.rows as { id: string }[]) {
      await send(`alerts/${id}/acknowledge-alert`, { reason: 'looked at' });
      const now = await readAll();
      expect(now).not.toBe(before);
      before = now;
    }
  });

  it('is of what was asked for: of a day, of a moment', async () => {
    const then = after;
    for (const query of ['&on=2025-08-24', `&knownAt=${then}`]) await readAll(query);
    await send('cohorts/own/rename-cohort', { name: 'Once more' });
    for (const query of ['&on=2025-08-24', `&knownAt=${then}`, '']) await readAll(query);
  });

  it('is not that of somebody who may do other things with it', async () => {
    const reporter = new Client(server.address, await server.token('reporter'));
    const etag = await readAll();
    const { status, headers } = await reporter.get(`${PATH}?after=${after}`, { 'if-none-match': etag });
    expect(status).toBe(200);
    const both = `W/"x", ${headers.get('etag')!}`;
    expect((await reporter.get(`${PATH}?after=${after}`, { 'if-none-match': both })).status).toBe(304);
  });
});
