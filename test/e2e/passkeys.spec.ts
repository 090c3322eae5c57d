import { codeOf } from './authenticator.js';
import { Browser } from './browser.js';
import { PasskeyDevice, type Faults } from './passkey-device.js';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';

const PASSWORD = 'tea kettle moon';
const API = '/api/v1';

const signIn = async (browser: Browser, device: PasskeyDevice, faults?: Faults): Promise<Answer> => {
  const { body: options } = await browser.post(`${API}/session/passkey/options`);
  return browser.post(`${API}/session/passkey`, { response: device.sign(options, faults) });
};

describe('passkeys', () => {
  let server: TestServer;
  let administrator: Client;
  let origin: string;
  let count = 0;

  beforeAll(async () => {
    server = await startServer();
    administrator = new Client(server.address, server.administrator);
    origin = `http://localhost:${new URL(server.address).port}`;
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const invite = async (...roles: string[]): Promise<string> => {
    const { body } = await administrator.post(`${API}/people`, { name: `Person ${++count}`, roles });
    return body.invitation.token as string;
  };
  /** Accepts an invitation with a passkey. */
  const accept = async (
    browser: Browser,
    device: PasskeyDevice,
    invitation: string,
    faults?: Faults,
  ): Promise<Answer> => {
    const { body: options } = await browser.post(`${API}/invitations/passkey-options`, { invitation });
    const login = `person-${count}`;
    return browser.post(`${API}/invitations/accept`, {
      invitation,
      login,
      name: login,
      passkey: device.create(options, faults),
    });
  };
  it("are asked for with user verification, by nobody's name, for this host", async () => {
    const { body } = await new Browser(server.address).post(`${API}/session/passkey/options`);
    expect(body).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(body.allowCredentials ?? []).toEqual([]);
    const { body: creation } = await new Browser(server.address).post(`${API}/invitations/passkey-options`, {
      invitation: await invite('auditor'),
    });
    expect(creation).toMatchObject({
      rp: { id: 'localhost' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('are both factors: an invitation is accepted and a session begun with one alone', async () => {
    const [browser, device] = [new Browser(server.address), new PasskeyDevice(origin)];
    const accepted = await accept(browser, device, await invite('caseworker'));
    expect([accepted.status, accepted.body.state]).toEqual([200, 'signed-in']);
    const elsewhere = new Browser(server.address);
    const { body } = await signIn(elsewhere, device);
    expect(body).toMatchObject({ state: 'signed-in', person: { name: accepted.body.person.name } });
    expect((await elsewhere.get(`${API}/me`)).status).toBe(200);
    expect((await elsewhere.get(`${API}/me/credentials`)).body).toMatchObject({
      password: null,
      totp: null,
      passkeys: [{ name: 'Firefox on Linux', lastUsedAt: expect.any(String) }],
    });
  });

  it('are set up after a password where a second factor is needed', async () => {
    const [browser, device] = [new Browser(server.address), new PasskeyDevice(origin)];
    const { body } = await browser.post(`${API}/invitations/accept`, {
      invitation: await invite('auditor'),
      login: `person-${count}`,
      name: 'a',
      password: PASSWORD,
    });
    expect(body.accepts).toEqual(['enrol-totp', 'enrol-passkey']);
    const { body: options } = await browser.post(`${API}/me/passkeys/options`);
    const added = await browser.post(`${API}/me/passkeys`, { name: 'My phone', response: device.create(options) });
    expect([added.status, added.body.state]).toEqual([200, 'signed-in']);
    const again = new Browser(server.address);
    const half = await again.post(`${API}/session`, { login: `person-${count}`, password: PASSWORD });
    expect(half.body).toMatchObject({ state: 'second-factor', accepts: ['passkey'] });
    expect((await signIn(again, device)).body.state).toBe('signed-in');
  });

  it.each<[string, Faults]>([
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['a page of another host that begins like ours', { origin: 'http://localhost.evil.example' }],
    ['a key of another host', { rpId: 'evil.example' }],
    ['a device that its owner did not open', { isVerified: false }],
    ['a challenge that was never made', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['another ceremony', { type: 'payment.get' }],
  ])('are refused from %s', async (_, faults) => {
    const [browser, device] = [new Browser(server.address), new PasskeyDevice(origin)];
    const invitation = await invite('auditor');
    const refused = await accept(browser, new PasskeyDevice(origin), invitation, faults);
    expect([refused.status, refused.body.code]).toEqual([409, 'passkey-refused']);
    // The invitation is still good.
    expect((await accept(browser, device, invitation)).status).toBe(200);
    const wrong = await signIn(new Browser(server.address), device, faults);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-refused']);
    expect((await signIn(new Browser(server.address), device)).status).toBe(200);
  });

  it('sign a challenge once, and for what it was asked for', async () => {
    const [browser, device] = [new Browser(server.address), new PasskeyDevice(origin)];
    const { body: creation } = await browser.post(`${API}/invitations/passkey-options`, {
      invitation: await invite('auditor'),
    });
    await accept(browser, device, await invite('auditor'));
    const { body: options } = await browser.post(`${API}/session/passkey/options`);
    const response = device.sign(options);
    const asked = [
      await browser.post(`${API}/session/passkey`, { response }),
      await browser.post(`${API}/session/passkey`, { response }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([200, 401]);
    const borrowed = await browser.post(`${API}/session/passkey`, {
      response: device.sign({ challenge: creation.challenge as string, rpId: 'localhost' }),
    });
    expect(borrowed.status).toBe(401);
  });

  it('are refused where the server does not know them, or what came is no answer', async () => {
    const browser = new Browser(server.address);
    const stranger = await signIn(browser, new PasskeyDevice(origin));
    const nonsense = await browser.post(`${API}/session/passkey`, { response: { id: 7 } });
    expect([stranger, nonsense].map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 2 }, () => [401, 'sign-in-refused']),
    );
    expect(stranger.body).toEqual(nonsense.body);
  });

  it("prove again who one is, and are the person's own alone", async () => {
    const [browser, device, other] = [
      new Browser(server.address),
      new PasskeyDevice(origin),
      new PasskeyDevice(origin),
    ];
    await accept(browser, device, await invite('administrator'));
    await accept(new Browser(server.address), other, await invite('administrator'));
    const confirm = async (by: PasskeyDevice): Promise<Answer> => {
      const { body: options } = await browser.post(`${API}/session/passkey/options`);
      return browser.post(`${API}/session/confirm`, { response: by.sign(options) });
    };
    expect((await confirm(other)).body.code).toBe('sign-in-refused');
    expect((await confirm(device)).body.state).toBe('signed-in');
    const both = await browser.post(`${API}/session/confirm`, {});
    expect([both.status, both.body.errors]).toEqual([400, [expect.objectContaining({ code: 'one-of-them' })]]);
  });

  it('are taken away while one can still sign in', async () => {
    const [browser, device, second] = [
      new Browser(server.address),
      new PasskeyDevice(origin),
      new PasskeyDevice(origin),
    ];
    await accept(browser, device, await invite('auditor'));
    const ids = async (): Promise<string[]> =>
      (await browser.get(`${API}/me/credentials`)).body.passkeys.map(({ id }: { id: string }) => id);
    const remove = async (id: string): Promise<[number, string | undefined]> => {
      const { status, body } = await browser.send('DELETE', `${API}/me/passkeys/${id}`);
      return [status, body.code as string | undefined];
    };
    const [first] = await ids();
    expect(await remove(first!)).toEqual([409, 'second-factor-needed']);
    const { body: options } = await browser.post(`${API}/me/passkeys/options`);
    expect(options.excludeCredentials).toMatchObject([{ id: first }]);
    await browser.post(`${API}/me/passkeys`, { name: 'A key', response: second.create(options) });
    expect(await remove('nothing')).toEqual([404, 'passkey-not-found']);
    expect(await remove(first!)).toEqual([204, undefined]);
    expect((await signIn(new Browser(server.address), device)).status).toBe(401);
    expect((await signIn(new Browser(server.address), second)).status).toBe(200);
    // A password and codes let in without it.
    await browser.send('PUT', `${API}/me/password`, { password: 'three grey boats' });
    const { body: totp } = await browser.post(`${API}/me/totp`);
    await browser.post(`${API}/me/totp/confirm`, { totp: codeOf(totp.secret) });
    expect(await remove((await ids())[0]!)).toEqual([204, undefined]);
  });

  it('end with the person who is disabled', async () => {
    const [browser, device] = [new Browser(server.address), new PasskeyDevice(origin)];
    const { body } = await accept(browser, device, await invite('auditor'));
    await administrator.post(`${API}/people/${body.person.id as string}/disable`, {});
    expect((await signIn(new Browser(server.address), device)).body.code).toBe('sign-in-refused');
  });

  it('are bound to where people reach the server', async () => {
    const url = 'https://homeward.ngo.example';
    const reached = await startServer({ environment: { PUBLIC_URL: url } });
    const administrator = new Client(reached.address, reached.administrator);
    const { body } = await administrator.post(`${API}/people`, { name: 'a', roles: ['auditor'] });
    expect(body.invitation.link).toBe(`${url}/join#${body.invitation.token as string}`);
    const browser = new Browser(reached.address);
    const asked = [new PasskeyDevice('http://localhost:3000'), new PasskeyDevice(url)].map((device) =>
      accept(browser, device, body.invitation.token as string),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([409, 200]);
    // An old browser that says its origin alone has to say this one.
    const from = (origin: string) =>
      browser.send('DELETE', `${API}/me/sessions`, undefined, { 'sec-fetch-site': '', origin });
    expect([(await from(reached.address)).status, (await from(url)).status]).toEqual([403, 204]);
    await reached.stop();
  });
});
