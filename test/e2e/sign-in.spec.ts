import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { codeOf } from './authenticator.js';
import { Browser } from './browser.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';

const PASSWORD = 'tea kettle moon';
const API = '/api/v1';

describe('signing in', () => {
  let server: TestServer;
  let administrator: Client;

  beforeAll(async () => {
    server = await startServer();
    administrator = new Client(server.address, server.administrator);
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const invite = async (name: string, ...roles: string[]): Promise<{ id: string; token: string; link: string }> => {
    const { body } = await administrator.post(`${API}/people`, { name, roles });
    return { id: body.person.id, token: body.invitation.token, link: body.invitation.link };
  };
  let count = 0;
  /** Somebody who has accepted an invitation, and set up one-time codes where they are needed. */
  const someone = async (
    ...roles: string[]
  ): Promise<{ id: string; login: string; browser: Browser; secret: string }> => {
    const login = `person-${++count}`;
    const { id, token } = await invite(login, ...roles);
    const browser = new Browser(server.address);
    const { body } = await browser.post(`${API}/invitations/accept`, {
      invitation: token,
      login,
      name: login,
      password: PASSWORD,
    });
    if (body.state === 'signed-in') return { id, login, browser, secret: '' };
    const { body: totp } = await browser.post(`${API}/me/totp`);
    await browser.post(`${API}/me/totp/confirm`, { totp: codeOf(totp.secret, Date.now() - 30_000) });
    return { id, login, browser, secret: totp.secret };
  };

  it('begins with an invitation, and a second factor for who sees cases', async () => {
    const { token, link } = await invite('Olena', 'caseworker');
    expect(link).toBe(`http://localhost:${new URL(server.address).port}/join#${token}`);
    const browser = new Browser(server.address);
    expect((await browser.get(`${API}/session`)).body).toMatchObject({
      state: 'signed-out',
      accepts: ['password', 'passkey'],
      person: null,
    });
    const looked = await browser.post(`${API}/invitations/look`, { invitation: token });
    expect(looked.body).toEqual({
      name: 'Olena',
      organisation: 'Our organisation',
      expiresAt: expect.any(String),
      needsSecondFactor: true,
    });

    const accepted = await browser.post(`${API}/invitations/accept`, {
      invitation: token,
      login: 'Olena@ngo.example',
      name: 'Olena S',
      password: PASSWORD,
    });
    expect(accepted.body).toMatchObject({
      state: 'second-factor',
      accepts: ['enrol-totp', 'enrol-passkey'],
      person: null,
    });
    expect((await browser.get(`${API}/cohorts`)).body.code).toBe('second-factor-needed');
    const { body: totp } = await browser.post(`${API}/me/totp`);
    expect(totp.uri).toContain('otpauth://totp/Homeward:olena%40ngo.example?');
    const wrong = await browser.post(`${API}/me/totp/confirm`, { totp: '000000' });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'totp-refused']);
    const { body } = await browser.post(`${API}/me/totp/confirm`, { totp: codeOf(totp.secret) });
    expect(body).toMatchObject({ state: 'signed-in', accepts: [], person: { name: 'Olena S' } });

    expect((await browser.post(`${API}/cohorts`, cohortNamed('by-a-person'))).status).toBe(201);
    const me = await browser.get(`${API}/me`);
    expect(me.body).toMatchObject({
      kind: 'person',
      name: 'Olena S',
      organisations: [{ name: 'Our organisation', roles: ['caseworker'] }],
    });
    expect(me.body.operations).toEqual(expect.arrayContaining(['Cohorts.markInTransit', 'Me.show', 'Session.end']));
    expect(me.body.operations).not.toContain('Tokens.create');
  });

  it('goes on with password and code, and remembers the browser', async () => {
    const { login, secret } = await someone('auditor');
    const browser = new Browser(server.address);
    const first = await browser.post(`${API}/session`, { login: login.toUpperCase(), password: PASSWORD });
    expect([first.status, first.body.state, first.body.accepts]).toEqual([200, 'second-factor', ['totp']]);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect((await browser.post(`${API}/session/second-factor`, { totp: '000000' })).body.code).toBe(
      'second-factor-refused',
    );
    const second = await browser.post(`${API}/session/second-factor`, { totp: codeOf(secret) });
    expect(second.body.state).toBe('signed-in');
    const [session, device] = second.headers.getSetCookie();
    expect(session).toMatch(/^__Host-homeward=[\w-]{43}; Path=\/; Max-Age=604800; Secure; HttpOnly; SameSite=Strict$/);
    expect(device).toMatch(
      /^__Host-homeward-device=[\w-]{43}; Path=\/; Max-Age=15552000; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect((await browser.get(`${API}/me/sessions`)).body.rows).toMatchObject([
      { device: 'Firefox on Linux', isThis: true },
      { isThis: false },
    ]);
  });

  it('gives another session at each step: one that was fixed before is worth nothing', async () => {
    const { login, secret, browser } = await someone('caseworker');
    const before = browser.session!;
    // Somebody else's cookie, put into the browser before its owner signs in.
    const fixed = new Browser(server.address);
    fixed.cookies.set('__Host-homeward', before);
    await fixed.post(`${API}/session`, { login, password: PASSWORD });
    const half = fixed.session!;
    await fixed.post(`${API}/session/second-factor`, { totp: codeOf(secret) });
    expect(new Set([before, half, fixed.session]).size).toBe(3);
    for (const stolen of [before, half]) {
      const thief = new Browser(server.address);
      thief.cookies.set('__Host-homeward', stolen);
      const { status, body } = await thief.get(`${API}/me`);
      expect([status, body.code]).toEqual([401, 'session-ended']);
    }
    expect((await fixed.get(`${API}/me`)).status).toBe(200);
  });

  it('ends with signing out, wherever the cookie is', async () => {
    const { browser } = await someone('reporter');
    const thief = new Browser(server.address);
    thief.cookies.set('__Host-homeward', browser.session!);
    expect((await thief.get(`${API}/reports/stages`)).status).toBe(200);
    const out = await browser.send('DELETE', `${API}/session`);
    expect([out.status, browser.session]).toEqual([204, undefined]);
    const refused = await thief.get(`${API}/reports/stages`);
    expect([refused.status, refused.body.code]).toEqual([401, 'session-ended']);
    expect((await thief.get(`${API}/session`)).body.state).toBe('signed-out');
  });

  it.each([
    ['another origin', { 'sec-fetch-site': 'cross-site' }],
    ['a sister domain', { 'sec-fetch-site': 'same-site' }],
    ['a form, which can send no header', { homeward: '' }],
    ['an old browser from another origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['an old browser that hides its origin', { 'sec-fetch-site': '', origin: 'null' }],
    ['something that says neither', { 'sec-fetch-site': '' }],
  ])('is not used by %s', async (_, headers) => {
    const { browser } = await someone('reporter');
    const asked: Answer[] = [
      await browser.send('DELETE', `${API}/me/sessions`, undefined, headers),
      await browser.post(`${API}/session`, { login: 'a', password: 'b' }, headers),
      await browser.send('DELETE', `${API}/session`, undefined, headers),
    ];
    expect(asked.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 3 }, () => [403, 'cross-site']),
    );
    expect((await browser.get(`${API}/me`)).status).toBe(200);
  });

  it('is used by a page of the server in a browser that says its origin alone', async () => {
    const { browser } = await someone('reporter');
    const headers = { 'sec-fetch-site': '', origin: server.address };
    expect((await browser.send('DELETE', `${API}/me/sessions`, undefined, headers)).status).toBe(204);
  });

  it('takes no token and no session from an address', async () => {
    const { browser } = await someone('reporter');
    const stranger = new Client(server.address);
    for (const name of ['access_token', 'token', 'authorization', 'session', '__Host-homeward']) {
      for (const secret of [server.administrator, browser.session!]) {
        expect((await stranger.get(`${API}/tokens?${name}=${secret}`)).status).toBe(401);
      }
    }
  });

  it('answers an unknown account as a wrong password, byte for byte', async () => {
    const { login } = await someone('reporter');
    const browser = new Browser(server.address);
    const answers = [
      await browser.post(`${API}/session`, { login, password: 'not this one' }),
      await browser.post(`${API}/session`, { login: 'nobody at all', password: PASSWORD }),
    ];
    expect(answers[0]!.body).toEqual(answers[1]!.body);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 2 }, () => [401, 'sign-in-refused']),
    );
    const names = answers.map(({ headers }) => [...headers.keys()].filter((name) => name !== 'date').join());
    expect(names[0]).toBe(names[1]);
  });

  it('waits after wrong passwords, for accounts that are unknown, too', async () => {
    const { login, browser } = await someone('reporter');
    const { login: other } = await someone('reporter');
    const last = new Map<string, Answer>();
    for (const name of [login, 'nobody-there']) {
      const stranger = new Browser(server.address);
      for (let n = 0; n < 7; n++)
        last.set(name, await stranger.post(`${API}/session`, { login: name, password: 'wrong' }));
      expect([name, last.get(name)!.status, last.get(name)!.body.code]).toEqual([name, 429, 'sign-in-delayed']);
      expect(Number(last.get(name)!.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // Neither the person's own browser is held up, nor anybody else.
    expect((await browser.post(`${API}/session`, { login, password: PASSWORD })).status).toBe(200);
    expect(
      (await new Browser(server.address).post(`${API}/session`, { login: other, password: PASSWORD })).status,
    ).toBe(200);
  });

  it('ends for a person who is disabled or invited again, on streams that are open, too', async () => {
    const { id, browser } = await someone('auditor');
    const cookie = `__Host-homeward=${browser.session!}`;
    const stream = await fetch(`${server.address}${API}/events/stream`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    expect((await administrator.post(`${API}/people/${id}/disable`, {})).body).toMatchObject({
      id,
      disabledAt: expect.any(String),
    });
    expect((await browser.get(`${API}/me`)).body.code).toBe('session-ended');
    await stream.text();
    const { body } = await administrator.post(`${API}/people/${id}/invite`, {});
    expect(body).toMatchObject({ person: { disabledAt: null, invitedUntil: expect.any(String) } });
  });

  it('asks again who one is before people are invited', async () => {
    const { browser, secret } = await someone('administrator');
    const invitee = { name: 'a', roles: ['reporter'] };
    expect((await browser.post(`${API}/people`, invitee)).status).toBe(201);
    const freshUntil = Date.parse((await browser.get(`${API}/session`)).body.freshUntil as string);
    expect(freshUntil - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    const wrong = await browser.post(`${API}/session/confirm`, { password: PASSWORD, totp: '000000' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-refused']);
    const before = browser.session;
    const confirmed = await browser.post(`${API}/session/confirm`, { password: PASSWORD, totp: codeOf(secret) });
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'signed-in']);
    expect(browser.session).not.toBe(before);
  });

  it('changes with what a person chooses', async () => {
    const { browser, login } = await someone('reporter');
    const elsewhere = new Browser(server.address);
    await elsewhere.post(`${API}/session`, { login, password: PASSWORD });
    const short = await browser.send('PUT', `${API}/me/password`, { password: 'short' });
    expect([short.status, short.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/password', code: 'password-too-short' })],
    ]);
    expect((await browser.send('PUT', `${API}/me/password`, { password: 'three grey boats' })).body.state).toBe(
      'signed-in',
    );
    expect((await elsewhere.get(`${API}/me`)).body.code).toBe('session-ended');
    expect((await browser.send('PATCH', `${API}/me`, { name: 'Petro', language: 'uk' })).body).toMatchObject({
      name: 'Petro',
      language: 'uk',
    });
    expect((await browser.send('PUT', `${API}/me/followed/some-cohort`)).body).toEqual({ followed: ['some-cohort'] });
    expect((await browser.get(`${API}/me`)).body.followed).toEqual(['some-cohort']);
    const { body } = await browser.post(`${API}/me/recovery-codes`);
    expect(body.codes).toHaveLength(10);
    expect((await browser.get(`${API}/me/credentials`)).body).toMatchObject({
      totp: null,
      passkeys: [],
      recoveryCodes: 10,
    });
  });

  it('keeps the last second factor of who needs one', async () => {
    const { browser } = await someone('caseworker');
    const kept = await browser.send('DELETE', `${API}/me/totp`);
    expect([kept.status, kept.body.code]).toEqual([409, 'second-factor-needed']);
  });

  it('leaves nobody to himself: own roles are given by others', async () => {
    const { browser, id } = await someone('administrator');
    const asked = [
      await browser.post(`${API}/people/${id}/roles`, { roles: ['caseworker'] }),
      await browser.post(`${API}/people/${id}/disable`),
    ];
    expect(asked.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 2 }, () => [409, 'not-yourself']),
    );
  });

  it('is noted where it was refused, and says nothing of what was typed', async () => {
    const auditor = new Client(server.address, await server.token('auditor'));
    await new Browser(server.address).post(`${API}/session`, { login: 'my-secret-by-mistake', password: 'wrong' });
    const denied = await until('the note', async () => {
      const { body } = await auditor.get(`${API}/audit/activity?kind=denied`);
      return (body.rows as { route: string }[]).some(({ route }) => route === `${API}/session`) && body;
    });
    expect(JSON.stringify(denied)).not.toContain('my-secret');
  });

  it('is open to the first administrator, by a link that stands in a file until it is used', async () => {
    const first = await startServer();
    const file = join(first.folder, 'administrator-invitation');
    expect(first.printed()).toContain(`administrator invitation: written to ${file}\n`);
    expect(first.printed()).not.toContain('hwi_');
    const [, invitation] = /\/join#(hwi_[\w-]{43})\n$/.exec(readFileSync(file, 'utf8'))!;
    const browser = new Browser(first.address);
    const { body } = await browser.post(`${API}/invitations/accept`, {
      invitation,
      login: 'head',
      name: 'Head',
      password: PASSWORD,
    });
    expect([body.state, existsSync(file)]).toEqual(['second-factor', false]);
    const again = await browser.post(`${API}/invitations/look`, { invitation });
    expect([again.status, again.body.code]).toEqual([404, 'invitation-unknown']);
    // The token goes on beside it.
    expect((await new Client(first.address, first.administrator).get(`${API}/people`)).body.rows).toMatchObject([
      { name: 'Head', login: 'head' },
    ]);
    await first.stop();
  });
});
