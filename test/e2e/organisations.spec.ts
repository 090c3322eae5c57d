import { codeOf } from './authenticator.js';
import { Browser } from './browser.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from './server.js';

const PASSWORD = 'tea kettle moon';
const API = '/api/v1';

interface Somebody {
  readonly id: string;
  readonly browser: Browser;
}

describe('organisations', () => {
  let server: TestServer;
  let operator: Client;
  let auditor: Client;
  let ours: string;
  let other: string;
  let count = 0;

  beforeAll(async () => {
    server = await startServer();
    operator = new Client(server.address, server.administrator);
    auditor = new Client(server.address, await server.token('auditor'));
    ours = (await operator.get(`${API}/organisations`)).body.rows[0].id as string;
    other = (await operator.post(`${API}/organisations`, { name: 'Relief agency' })).body.id as string;
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  /** Somebody who has joined an organisation and signed in. */
  const member = async (organisation: string, ...roles: string[]): Promise<Somebody> => {
    const name = `Person ${++count}`;
    const { body } = await operator.post(`${API}/people`, { name, roles, organisation });
    const browser = new Browser(server.address);
    const invitation = body.invitation.token as string;
    await browser.post(`${API}/invitations/accept`, { invitation, login: `login-${count}`, name, password: PASSWORD });
    const totp = await browser.post(`${API}/me/totp`);
    await browser.post(`${API}/me/totp/confirm`, { totp: codeOf(totp.body.secret as string) });
    return { id: body.person.id as string, browser };
  };

  it('are one that runs the server where nobody made another, and can be named', async () => {
    expect((await operator.get(`${API}/organisations/${ours}`)).body).toMatchObject({
      name: 'Our organisation',
      runsServer: true,
    });
    const renamed = await operator.send('PATCH', `${API}/organisations/${ours}`, '{"name":"Head office"}', {
      'content-type': 'application/json',
    });
    expect(renamed.body).toMatchObject({ id: ours, name: 'Head office' });
    const taken = await operator.post(`${API}/organisations`, { name: 'Head office' });
    expect([taken.status, taken.body.code]).toEqual([409, 'organisation-name-taken']);
  });

  it('own no case but where they run the server: what is held in another opens nothing of them', async () => {
    const [mine, theirs] = [await member(ours, 'caseworker'), await member(other, 'caseworker', 'auditor', 'reporter')];
    expect((await mine.browser.post(`${API}/cohorts`, cohortNamed('ours'))).status).toBe(201);
    for (const path of [
      'cohorts',
      'cohorts/ours',
      'cohorts/ours/entries',
      'reports/stages',
      'events',
      'audit/activity',
      'tokens',
    ]) {
      const { status, body } = await theirs.browser.get(`${API}/${path}`);
      expect([path, status, body.code]).toEqual([path, 403, 'forbidden']);
    }
    expect((await theirs.browser.post(`${API}/cohorts`, cohortNamed('theirs'))).status).toBe(403);
    expect((await theirs.browser.get(`${API}/me`)).body.organisations).toEqual([
      { id: other, name: 'Relief agency', roles: ['caseworker', 'auditor', 'reporter'] },
    ]);
  });

  it('administer their own people, and see no others', async () => {
    const [boss, worker, stranger] = [
      await member(other, 'administrator'),
      await member(other, 'caseworker'),
      await member(ours, 'caseworker'),
    ];
    const { body } = await boss.browser.get(`${API}/people`);
    const ids = new Set((body.rows as { id: string }[]).map(({ id }) => id));
    expect([boss, worker, stranger].map(({ id }) => ids.has(id))).toEqual([true, true, false]);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/invite'],
      ['POST', '/disable'],
      ['DELETE', ''],
    ] as const) {
      const refused = await boss.browser.send(
        method,
        `${API}/people/${stranger.id}${path}`,
        method === 'GET' ? undefined : {},
      );
      expect([method, path, refused.status, refused.body.code]).toEqual([method, path, 404, 'person-not-found']);
    }
    const into = await boss.browser.post(`${API}/people`, { name: 'a', roles: ['administrator'], organisation: ours });
    expect([into.status, into.body.code]).toEqual([404, 'organisation-not-found']);
    const made = await boss.browser.post(`${API}/people`, { name: 'a', roles: ['caseworker'] });
    expect(made.body.person.organisations).toMatchObject([{ id: other, roles: ['caseworker'] }]);
    for (const path of ['tokens', 'webhooks', 'audit/keys/rotate']) {
      expect((await boss.browser.post(`${API}/${path}`, {})).body.code).toBe('forbidden');
    }
  });

  it('do not become somebody who works elsewhere, too', async () => {
    const [boss, both] = [await member(other, 'administrator'), await member(ours, 'administrator')];
    await operator.post(`${API}/people/${both.id}/roles`, { roles: ['caseworker'], organisation: other });
    for (const [method, path] of [
      ['POST', '/invite'],
      ['POST', '/disable'],
      ['DELETE', ''],
    ] as const) {
      const refused = await boss.browser.send(method, `${API}/people/${both.id}${path}`, {});
      expect([path, refused.status, refused.body.code]).toEqual([path, 409, 'also-elsewhere']);
    }
    const left = await boss.browser.post(`${API}/people/${both.id}/roles`, { roles: [] });
    expect(left.body.organisations).toMatchObject([{ id: ours }]);
  });

  it('see who did what by name where they may know it, and a former member where nobody does', async () => {
    const [worker, colleague, stranger] = [
      await member(ours, 'caseworker'),
      await member(ours, 'caseworker'),
      await member(other, 'caseworker'),
    ];
    const cohort = `by-${worker.id}`.slice(0, 40);
    await worker.browser.post(`${API}/cohorts`, cohortNamed(cohort));
    const namesFor = async (browser: Browser) =>
      (await browser.get(`${API}/actors?ids=${worker.id}&ids=${stranger.id}&ids=Field%20office`)).body.rows;
    const known = {
      id: worker.id,
      kind: 'person',
      name: expect.stringMatching(/^Person/),
      organisation: 'Head office',
      isFormer: false,
    };
    const fieldOffice = {
      id: 'Field office',
      kind: 'service',
      name: 'Field office',
      organisation: null,
      isFormer: false,
    };
    expect(await namesFor(colleague.browser)).toMatchObject([known, { organisation: 'Relief agency' }, fieldOffice]);
    expect(await namesFor(stranger.browser)).toMatchObject([
      { ...known, name: null },
      { name: expect.stringMatching(/^Person/) },
      fieldOffice,
    ]);

    const activities = async () => (await auditor.get(`${API}/audit/activity?actor=${worker.id}&kind=entry`)).body.rows;
    expect(await activities()).toMatchObject([
      { actor: worker.id, actorName: known.name, isFormerMember: false, organisation: ours },
    ]);
    const csv = await auditor.get(`${API}/audit/activity?actor=${worker.id}&format=csv`);
    expect(csv.body).toMatch(new RegExp(`${worker.id},Person \\d+,`));
    expect((await operator.send('DELETE', `${API}/people/${worker.id}`)).status).toBe(204);
    expect((await worker.browser.get(`${API}/me`)).body.code).toBe('session-ended');
    expect(await activities()).toMatchObject([{ actor: worker.id, actorName: null, isFormerMember: true }]);
    expect(await namesFor(colleague.browser)).toMatchObject([
      { id: worker.id, name: null, organisation: null, isFormer: true },
      {},
      {},
    ]);
  });
});
