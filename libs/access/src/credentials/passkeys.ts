import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Kysely } from 'kysely';
import type { AccessTables, PasskeyRow } from '../access-file.js';
import { AccessRefused, SignInBusy } from '../refused.js';
import type { RelyingParty } from './relying-party.js';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from './webauthn.js';

/** What a browser says of a new passkey (WebAuthn Level 3, section 5.1). */
export type NewPasskeyResponse = RegistrationResponseJSON;
/** What a browser says to sign in. */
export type PasskeyResponse = AuthenticationResponseJSON;

/** A passkey that was proved to be there, ready to be kept. */
export type ProvedPasskey = Omit<PasskeyRow, 'person' | 'name' | 'created_at' | 'last_used_at'>;

/** The name that browsers show. */
const NAME = 'Homeward';
const CHALLENGE_MS = 5 * 60_000;
/** So many may be open at once: everyone may ask for one. */
const MOST_CHALLENGES = 10_000;

/** It takes longer to load than the rest of sign-in, and most starts need none of it. */
const webauthn = () => import('@simplewebauthn/server');

/**
 * Passkeys (WebAuthn): a key on a person's device that no page but ours can use. With user verification, which is always
 * asked for, a passkey is both factors: the device, and what opens it.
 */
export class Passkeys {
  constructor(
    private readonly db: Kysely<AccessTables>,
    private readonly party: RelyingParty,
  ) {}

  /**
   * What a browser makes a passkey by.
   * @param purpose what the challenge is good for: a session's or an invitation's
   */
  async creation(
    person: { readonly id: string; readonly login: string; readonly name: string },
    purpose: string,
    now = Date.now(),
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await webauthn();
    const known = await this.db
      .selectFrom('passkeys')
      .select(['id', 'transports'])
      .where('person', '=', person.id)
      .execute();
    const selection = { residentKey: 'required', userVerification: 'required' } as const;
    const { rp, user, challenge, pubKeyCredParams } = await generateRegistrationOptions({
      rpName: NAME,
      rpID: this.party.id,
      userID: new TextEncoder().encode(person.id),
      userName: person.login,
      userDisplayName: person.name,
    });
    await this.open(challenge, purpose, now);
    return {
      rp: { id: this.party.id, name: rp.name },
      user,
      challenge,
      pubKeyCredParams,
      timeout: CHALLENGE_MS,
      excludeCredentials: known.map(({ id, transports }) => ({
        id,
        type: 'public-key',
        transports: transportsIn(transports),
      })),
      authenticatorSelection: selection,
      attestation: 'none',
    };
  }

  /** Checks what a browser says of a new passkey; nothing is kept yet. @throws AccessRefused `passkey-refused` */
  async prove(response: NewPasskeyResponse, purpose: string, now = Date.now()): Promise<ProvedPasskey> {
    const { verifyRegistrationResponse } = await webauthn();
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => this.take(challenge, purpose, now),
      expectedOrigin: this.originOf(response),
      expectedRPID: this.party.id,
      requireUserVerification: true,
    }).catch(() => undefined);
    if (verified?.registrationInfo === undefined) throw new AccessRefused('passkey-refused');
    const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
    return {
      id,
      public_key: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: JSON.stringify(transports),
    };
  }

  /** Keeps a passkey that was proved. @throws AccessRefused `passkey-refused` where it is somebody's already */
  async keep(person: string, name: string, proved: ProvedPasskey, now = Date.now()): Promise<void> {
    const row = { ...proved, person, name, created_at: new Date(now).toISOString(), last_used_at: null };
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('passkeys')
      .values(row)
      .onConflict((known) => known.column('id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new AccessRefused('passkey-refused');
  }

  /** What a browser signs in by. It names no passkey: nobody learns who has one. */
  async request(purpose: string, now = Date.now()): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await webauthn();
    const { challenge } = await generateAuthenticationOptions({ rpID: this.party.id });
    await this.open(challenge, purpose, now);
    return { challenge, rpId: this.party.id, timeout: CHALLENGE_MS, userVerification: 'required' };
  }

  /** Whose passkey it is that signed. @throws AccessRefused `sign-in-refused` */
  async signedBy(response: PasskeyResponse, purpose: string, now = Date.now()): Promise<string> {
    const { verifyAuthenticationResponse } = await webauthn();
    const passkey = await this.db
      .selectFrom('passkeys')
      .selectAll()
      .where('id', '=', String(response.id))
      .executeTakeFirst();
    if (passkey === undefined) throw new AccessRefused('sign-in-refused');
    const { id, public_key, counter, transports, person } = passkey;
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => this.take(challenge, purpose, now),
      expectedOrigin: this.originOf(response),
      expectedRPID: this.party.id,
      credential: {
        id,
        publicKey: new Uint8Array(Buffer.from(public_key, 'base64url')),
        counter,
        transports: transportsIn(transports),
      },
      requireUserVerification: true,
    }).catch(() => undefined);
    if (verified?.verified !== true) throw new AccessRefused('sign-in-refused');
    const used = { counter: verified.authenticationInfo.newCounter, last_used_at: new Date(now).toISOString() };
    await this.db.updateTable('passkeys').set(used).where('id', '=', id).execute();
    return person;
  }

  /** False where the person has none with that id. */
  async remove(person: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.db
      .deleteFrom('passkeys')
      .where('id', '=', id)
      .where('person', '=', person)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  private async open(challenge: string, purpose: string, now: number): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      await db.deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute();
      const open = db.selectFrom('passkey_challenges').select(({ fn }) => fn.countAll<number>().as('count'));
      if ((await open.executeTakeFirstOrThrow()).count >= MOST_CHALLENGES) throw new SignInBusy('challenges are open');
      await db
        .insertInto('passkey_challenges')
        .values({ challenge, purpose, expires_at: now + CHALLENGE_MS })
        .execute();
    });
  }

  /** Takes a challenge, once. */
  private async take(challenge: string, purpose: string, now: number): Promise<boolean> {
    const { numDeletedRows } = await this.db
      .deleteFrom('passkey_challenges')
      .where('challenge', '=', challenge)
      .where('purpose', '=', purpose)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  /** The origin that is to be expected: the one that is claimed, where it is ours. */
  private originOf({ response }: { readonly response?: { readonly clientDataJSON?: unknown } }): string {
    try {
      const text = Buffer.from(String(response!.clientDataJSON), 'base64url').toString();
      const { origin } = JSON.parse(text) as { readonly origin?: unknown };
      if (typeof origin === 'string' && this.party.isOurs(origin)) return origin;
    } catch {
      // It is no client data: what is expected then, nothing can be.
    }
    return `https://${this.party.id}`;
  }
}

function transportsIn(json: string): AuthenticatorTransport[] {
  return JSON.parse(json) as AuthenticatorTransport[];
}
