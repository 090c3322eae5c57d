import { codeOf } from './authenticator.js';
import { PasskeyDevice } from './passkey-device.js';
import { Browser } from './browser.js';
import type { Ask } from './full-case.js';
import type { Client } from './server.js';

type Asker = Pick<Client, 'send'>;

const [PASSWORD, OTHER] = ['tea kettle moon', 'three grey boats'];
const ROLES = ['caseworker', 'auditor', 'reporter', 'administrator'];

/**
 * Asks every route by which people come and sign in, in the right way and in every wrong one.
 * @param askAs holds what somebody is answered to its description
 * @param everybody a program that has every role
 * @returns somebody who has signed in
 */
export async function playPeople(askAs: (asker: Asker) => Ask, everybody: Client, address: string): Promise<Browser> {
  const ask = askAs(everybody);
  const invited = async (name: string, roles = ROLES): Promise<{ id: string; invitation: string }> => {
    const { body } = await ask('POST', '/api/v1/people', { name, roles });
    return { id: body.person.id as string, invitation: body.invitation.token as string };
  };
  const { invitation } = await invited('Olena');
  const browser = new Browser(address);
  const page = askAs(pageOf(browser));
  const login = 'olena';
  await page('GET', '/api/v1/session');
  await page('POST', '/api/v1/invitations/look', { invitation });
  await page('POST', '/api/v1/invitations/passkey-options', { invitation });
  await page('POST', '/api/v1/invitations/accept', { invitation, login, name: 'Olena', password: PASSWORD });
  const { body: totp } = await page('POST', '/api/v1/me/totp', {});
  const code = (ahead = 0): string => codeOf(totp.secret as string, Date.now() + ahead);
  await page('POST', '/api/v1/me/totp/confirm', { totp: code(-30_000) });
  const { body: recovery } = await page('POST', '/api/v1/me/recovery-codes', {});
  await page('POST', '/api/v1/session', { login, password: PASSWORD });
  await page('POST', '/api/v1/session/second-factor', { totp: code() });
  await page('POST', '/api/v1/session/confirm', { password: PASSWORD, totp: code(30_000) });
  await page('PUT', '/api/v1/me/password', { password: OTHER });
  await page('PATCH', '/api/v1/me', { name: 'Olena S', language: 'uk' });
  await page('PUT', '/api/v1/me/followed/a-cohort', {});
  await page('DELETE', '/api/v1/me/followed/a-cohort');
  const device = new PasskeyDevice(`http://localhost:${new URL(address).port}`);
  const { body: creation } = await page('POST', '/api/v1/me/passkeys/options', {});
  const made = device.create(creation);
  await page('POST', '/api/v1/me/passkeys', { name: 'My phone', response: made });
  await page('POST', '/api/v1/me/passkeys', { name: 'The same', response: made });
  const { body: request } = await page('POST', '/api/v1/session/passkey/options', {});
  await page('POST', '/api/v1/session/passkey', { response: device.sign(request) });
  await page('DELETE', '/api/v1/me/passkeys/nothing');
  await page('DELETE', '/api/v1/me/totp');
  await page('DELETE', `/api/v1/me/passkeys/${(made as { id: string }).id}`);
  await page('DELETE', '/api/v1/me/sessions');

  await ask('POST', '/api/v1/people', { name: 'Nobody', roles: ROLES, organisation: 'organisation-nowhere' });
  const { id } = await invited('Petro');
  await ask('POST', `/api/v1/people/${id}/roles`, { roles: ['reporter'] });
  await ask('POST', `/api/v1/people/${id}/disable`, {});
  await ask('POST', `/api/v1/people/${id}/invite`, {});

  const { body: other } = await ask('POST', '/api/v1/organisations', { name: 'Relief agency' });
  await ask('POST', '/api/v1/organisations', { name: 'Relief agency' });
  await ask('PATCH', `/api/v1/organisations/${other.id as string}`, { name: 'Relief' });
  const gone = await invited('Former');
  await ask('DELETE', `/api/v1/people/${gone.id}`);
  await ask('GET', `/api/v1/actors?ids=${gone.id}&ids=${id}&ids=somebody`);
  await inAnotherOrganisation(askAs, everybody, address, other.id as string);
  await refused(askAs, address, { login, password: OTHER, recoveryCode: (recovery.codes as string[])[0]! });
  return browser;
}

/** Somebody who administers another organisation than the one that runs the server. */
async function inAnotherOrganisation(
  askAs: (asker: Asker) => Ask,
  everybody: Client,
  address: string,
  organisation: string,
): Promise<void> {
  const made = await everybody.post('/api/v1/people', { name: 'a', roles: ['administrator'], organisation });
  const ask = askAs(pageOf(new Browser(address)));
  const invitation = made.body.invitation.token as string;
  await ask('POST', '/api/v1/invitations/accept', { invitation, login: 'other', name: 'Other', password: PASSWORD });
  const { body: totp } = await ask('POST', '/api/v1/me/totp', {});
  await ask('POST', '/api/v1/me/totp/confirm', { totp: codeOf(totp.secret as string) });
  const [{ id }] = (await everybody.get('/api/v1/organisations')).body.rows;
  await ask('POST', '/api/v1/organisations', { name: 'One more' });
  await ask('PATCH', `/api/v1/organisations/${id as string}`, { name: 'Taken over' });
}

/** Every way of not getting in. */
async function refused(
  askAs: (asker: Asker) => Ask,
  address: string,
  {
    login,
    password,
    recoveryCode,
  }: { readonly login: string; readonly password: string; readonly recoveryCode: string },
): Promise<void> {
  const open = [
    'POST /api/v1/session',
    'POST /api/v1/session/second-factor',
    'POST /api/v1/session/confirm',
    'POST /api/v1/session/passkey',
    'POST /api/v1/invitations/passkey-options',
    'POST /api/v1/invitations/look',
    'POST /api/v1/invitations/accept',
  ];
  const [stranger, elsewhere] = [pageOf(new Browser(address)), askAs(pageOf(new Browser(address), 'cross-site'))];
  const ask = askAs(stranger);
  for (const [method, path] of open.map((each) => each.split(' ') as [string, string])) {
    await ask(method, path, '{', { 'content-type': 'application/json' });
    await ask(method, path, { nonsense: 1 });
    await ask(method, path, '<a/>', { 'content-type': 'text/xml' });
    await ask(method, path, `"${'x'.repeat(300_000)}"`, { 'content-type': 'application/json' });
    await elsewhere(method, path, {});
  }
  await elsewhere('GET', '/api/v1/session');
  await elsewhere('POST', '/api/v1/session/passkey/options');
  await elsewhere('DELETE', '/api/v1/session');
  await ask('POST', '/api/v1/session/second-factor', { totp: '000000' });
  await ask('POST', '/api/v1/session/confirm', { password });
  const nothing = { invitation: 'hwi_nothing', login: 'nobody', name: 'Nobody', password };
  await ask('POST', '/api/v1/invitations/look', { invitation: nothing.invitation });
  await ask('POST', '/api/v1/invitations/passkey-options', { invitation: nothing.invitation });
  await ask('POST', '/api/v1/session/passkey', { response: { id: 'nothing' } });
  await ask('POST', '/api/v1/invitations/accept', nothing);
  for (let n = 0; n < 7; n++) await ask('POST', '/api/v1/session', { login: 'nobody', password });
  await ask('POST', '/api/v1/session', { login, password });
  await ask('POST', '/api/v1/session/second-factor', { recoveryCode });
  for (let n = 0; n < 7; n++) await ask('POST', '/api/v1/session/confirm', { password: 'wrong' });
  await ask('DELETE', '/api/v1/session');
  await ask('POST', '/api/v1/session', { login, password });
  for (let n = 0; n < 7; n++) await ask('POST', '/api/v1/session/second-factor', { totp: '000000' });
}

/** A page in a browser as what asks: bodies are sent as they are. @param site whose page it is */
export function pageOf(browser: Browser, site = 'same-origin'): Asker {
  return {
    send: (method, path, body, headers) =>
      browser.sendText(method, path, body as string | undefined, { 'sec-fetch-site': site, ...headers }),
  };
}
