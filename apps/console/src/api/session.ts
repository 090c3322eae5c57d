import { queryOptions } from '@tanstack/react-query';
import { Refusal, send } from './client.js';

/** How far somebody has come with signing in. */
export interface Session {
  readonly state: 'signed-out' | 'second-factor' | 'signed-in';
  /** What the server takes now. */
  readonly accepts: readonly string[];
  /** Those that sign their people in themselves. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly freshUntil: string | null;
  readonly endsAt: string | null;
}

/** Who is signed in, and what they may do. */
export interface Me {
  readonly id: string;
  readonly kind: 'person' | 'service';
  readonly name: string;
  readonly language: string | null;
  readonly organisations: readonly { readonly id: string; readonly name: string; readonly roles: readonly string[] }[];
  /** The operations of the API's description that may be called. */
  readonly operations: readonly string[];
  readonly followed: readonly string[];
}

const SESSION = '/api/v1/session';

export function isSignedIn(session: Session | undefined): boolean {
  return session?.state === 'signed-in';
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => send<Session>('GET', SESSION, { signal }),
  staleTime: 60_000,
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => send<Me>('GET', '/api/v1/me', { signal }),
  staleTime: 60_000,
});

export function signIn(login: string, password: string): Promise<Session> {
  return send<Session>('POST', SESSION, { body: { login, password } });
}

export function giveSecondFactor(
  factor: { readonly totp: string } | { readonly recoveryCode: string },
): Promise<Session> {
  return send<Session>('POST', `${SESSION}/second-factor`, { body: factor });
}

/**
 * Signs in with a passkey, which is both factors.
 * @throws NotAllowedError where the person gave none
 */
export async function signInByPasskey(): Promise<Session> {
  const options = await send<PublicKeyCredentialRequestOptionsJSON>('POST', `${SESSION}/passkey/options`);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  return send<Session>('POST', `${SESSION}/passkey`, { body: { response: credential.toJSON() } });
}

export async function signOut(): Promise<void> {
  await send<void>('DELETE', SESSION).catch((error: unknown) => {
    // Who is signed out already is signed out.
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
  });
}
