import { send } from './client.js';
import type { Session } from './session.js';

const INVITATIONS = '/api/v1/invitations';

/** What an invitation is to. */
export interface Invitation {
  readonly organisation: string;
  readonly name: string;
  readonly expiresAt: string;
  readonly needsSecondFactor: boolean;
}

/** Who joins: what to sign in as, and the name that others see. */
export interface Joining {
  readonly invitation: string;
  readonly login: string;
  readonly name: string;
}

export function lookAtInvitation(invitation: string): Promise<Invitation> {
  return send<Invitation>('POST', `${INVITATIONS}/look`, { body: { invitation } });
}

export function joinWithPassword(joining: Joining, password: string): Promise<Session> {
  return send<Session>('POST', `${INVITATIONS}/accept`, { body: { ...joining, password } });
}

/** @throws NotAllowedError where the person made none */
export async function joinWithPasskey(joining: Joining): Promise<Session> {
  const { invitation } = joining;
  const passkey = await makePasskey(`${INVITATIONS}/passkey-options`, { invitation });
  return send<Session>('POST', `${INVITATIONS}/accept`, { body: { ...joining, passkey } });
}

export interface NewTotp {
  readonly secret: string;
  readonly uri: string;
}

export function beginTotp(): Promise<NewTotp> {
  return send<NewTotp>('POST', '/api/v1/me/totp', { body: {} });
}

export function confirmTotp(totp: string): Promise<Session> {
  return send<Session>('POST', '/api/v1/me/totp/confirm', { body: { totp } });
}

/** Adds a passkey as the second factor. @throws NotAllowedError where the person made none */
export async function addPasskey(name: string): Promise<Session> {
  const response = await makePasskey('/api/v1/me/passkeys/options', {});
  return send<Session>('POST', '/api/v1/me/passkeys', { body: { name, response } });
}

/** Ten codes that stand in for a lost second factor: shown this once. */
export async function makeRecoveryCodes(): Promise<readonly string[]> {
  const { codes } = await send<{ readonly codes: readonly string[] }>('POST', '/api/v1/me/recovery-codes', {
    body: {},
  });
  return codes;
}

async function makePasskey(optionsAt: string, body: object): Promise<unknown> {
  const options = await send<PublicKeyCredentialCreationOptionsJSON>('POST', optionsAt, { body });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON();
}
