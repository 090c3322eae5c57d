import type { Kysely } from 'kysely';
import type { AccessTables } from '../access-file.js';
import type { Session, SessionStage } from '../caller.js';
import type { Credentials } from '../credentials/credentials.js';
import type { NewPasskeyResponse, PasskeyResponse, Passkeys } from '../credentials/passkeys.js';
import type { Invitations } from '../people/invitations.js';
import { folded, type People } from '../people/people.js';
import { AccessRefused } from '../refused.js';
import { needSecondFactor } from '../roles.js';
import { hashOf } from '../secret.js';
import type { Count, Delays } from './delays.js';
import type { KnownDevices } from './known-devices.js';
import type { NewSession, Sessions } from './sessions.js';

/** Where an attempt comes from. */
export interface Origin {
  /** The client's IP address. */
  readonly address: string;
  /** What the cookie of a browser says that was signed in with before. */
  readonly device: string | undefined;
  /** The browser, in a few words. */
  readonly agent: string;
}

/** What a browser gets when somebody has come further in signing in. */
export interface Progress extends NewSession {
  /** The new cookie by which the browser is known; null where it has one, or the person is not in yet. */
  readonly device: string | null;
}

export type SecondFactor = { readonly totp: string } | { readonly recoveryCode: string };

export interface SignInParts {
  readonly db: Kysely<AccessTables>;
  readonly people: People;
  readonly invitations: Invitations;
  readonly credentials: Credentials;
  readonly passkeys: Passkeys;
  readonly sessions: Sessions;
  readonly delays: Delays;
  readonly devices: KnownDevices;
  /** Told that an invitation was accepted. */
  readonly onAccepted: () => void;
}

/** What challenges for signing in are good for. */
export const SIGN_IN = 'sign-in';

/** What challenges are good for that a session or an invitation asked for, told apart by its hash. */
export function purposeOf(secret: string): string {
  return `new ${hashOf(secret)}`;
}

/** The way in: password, second factor, invitation; and proving again who one is. */
export class SignIn {
  constructor(private readonly parts: SignInParts) {}

  /**
   * Signs in with a password. An unknown account and a wrong password are refused alike, and after the same work.
   * @throws AccessRefused `sign-in-refused`, SignInDelayed, SignInBusy
   */
  async withPassword(login: string, password: string, from: Origin, now = Date.now()): Promise<Progress> {
    const { db, credentials, delays, devices } = this.parts;
    const known = await db
      .selectFrom('people')
      .select(['id', 'disabled_at'])
      .where('login', '=', folded(login))
      .executeTakeFirst();
    const isKnownDevice = from.device !== undefined && (await devices.isKnown(known?.id, from.device, now));
    const counts: Count[] = isKnownDevice
      ? [{ by: 'device', of: `${folded(login)} ${from.device}` }]
      : [
          { by: 'address', of: from.address },
          { by: 'account', of: folded(login) },
        ];
    await delays.begin(counts, now);
    const isRight = await credentials.hasPassword(known?.id, password);
    if (!isRight || known === undefined || known.disabled_at !== null) throw new AccessRefused('sign-in-refused');
    await delays.succeed(counts);
    return this.enter(known.id, from, now);
  }

  /**
   * Signs in with a passkey, which is both factors.
   * @throws AccessRefused `sign-in-refused`
   */
  async withPasskey(response: PasskeyResponse, from: Origin, now = Date.now()): Promise<Progress> {
    const person = await this.parts.passkeys.signedBy(response, SIGN_IN, now);
    if ((await this.parts.people.find(person))?.disabledAt !== null) throw new AccessRefused('sign-in-refused');
    const made = await this.parts.sessions.begin(person, 'signed-in', from.agent, now);
    return { ...made, device: await this.deviceCookie(made.session, from, now) };
  }

  /**
   * Gives the second factor after the password.
   * @throws AccessRefused `second-factor-refused`, `session-ended`; SignInDelayed
   */
  async withSecondFactor(session: Session, factor: SecondFactor, from: Origin, now = Date.now()): Promise<Progress> {
    if (session.stage !== 'second-factor') throw new AccessRefused('session-ended');
    await this.checkSecondFactor(session.person, factor, now);
    return this.renewed(session, from, now);
  }

  /**
   * Proves again who one is, for what needs it.
   * @throws AccessRefused `sign-in-refused`, `session-ended`; SignInDelayed, SignInBusy
   */
  async confirm(
    session: Session,
    password: string,
    totp: string | undefined,
    from: Origin,
    now = Date.now(),
  ): Promise<Progress> {
    const { credentials, delays } = this.parts;
    if (session.stage !== 'signed-in') throw new AccessRefused('session-ended');
    const counts: Count[] = [{ by: 'second-factor', of: session.person }];
    await delays.begin(counts, now);
    if (!(await credentials.hasPassword(session.person, password))) throw new AccessRefused('sign-in-refused');
    const { totp: hasTotp } = await credentials.list(session.person);
    if (hasTotp !== null && !(await credentials.takeTotp(session.person, totp ?? '', now)))
      throw new AccessRefused('sign-in-refused');
    await delays.succeed(counts);
    return this.renewed(session, from, now);
  }

  /** The same with a passkey. @throws AccessRefused `sign-in-refused`, `session-ended` */
  async confirmWithPasskey(
    session: Session,
    response: PasskeyResponse,
    from: Origin,
    now = Date.now(),
  ): Promise<Progress> {
    if (session.stage !== 'signed-in') throw new AccessRefused('session-ended');
    const person = await this.parts.passkeys.signedBy(response, SIGN_IN, now);
    if (person !== session.person) throw new AccessRefused('sign-in-refused');
    return this.renewed(session, from, now);
  }

  /**
   * Accepts an invitation with a passkey.
   * @throws AccessRefused `invitation-unknown`, `login-taken`, `passkey-refused`
   */
  async acceptWithPasskey(
    invitation: string,
    { login, name, passkey }: { readonly login: string; readonly name: string; readonly passkey: NewPasskeyResponse },
    from: Origin,
    now = Date.now(),
  ): Promise<Progress> {
    const { invitations, passkeys, sessions, onAccepted } = this.parts;
    await invitations.look(invitation, now);
    const proved = await passkeys.prove(passkey, purposeOf(invitation), now);
    const person = await invitations.accept(invitation, login, name, now);
    await passkeys.keep(person, from.agent, proved, now);
    onAccepted();
    const made = await sessions.begin(person, 'signed-in', from.agent, now);
    return { ...made, device: await this.deviceCookie(made.session, from, now) };
  }

  /**
   * Accepts an invitation with a password: whoever holds it is that person from now on, and nothing from before lets in.
   * @throws AccessRefused `invitation-unknown`, `login-taken`; UnfitPassword, SignInBusy
   */
  async accept(
    invitation: string,
    { login, name, password }: { readonly login: string; readonly name: string; readonly password: string },
    from: Origin,
    now = Date.now(),
  ): Promise<Progress> {
    const { invitations, credentials, onAccepted } = this.parts;
    await invitations.look(invitation, now);
    const hash = await credentials.prepare(password, [login, name]);
    const person = await invitations.accept(invitation, login, name, now);
    await credentials.setPassword(person, hash);
    onAccepted();
    return this.enter(person, from, now);
  }

  /** A second factor was set up by somebody who needed one: he is in. */
  async enrolled(session: Session, from: Origin, now = Date.now()): Promise<Progress> {
    return this.renewed(session, from, now);
  }

  /** Whether a person could do without a second factor. */
  async needsSecondFactor(person: string): Promise<boolean> {
    const found = await this.parts.people.find(person);
    return found?.organisations.some(({ roles }) => needSecondFactor(roles)) ?? false;
  }

  private async checkSecondFactor(person: string, factor: SecondFactor, now: number): Promise<void> {
    const { credentials, delays } = this.parts;
    const counts: Count[] = [{ by: 'second-factor', of: person }];
    await delays.begin(counts, now);
    const isRight =
      'totp' in factor
        ? await credentials.takeTotp(person, factor.totp, now)
        : await credentials.takeRecoveryCode(person, factor.recoveryCode);
    if (!isRight) throw new AccessRefused('second-factor-refused');
    await delays.succeed(counts);
  }

  /** Begins a session after the password, as far as that leads. */
  private async enter(person: string, from: Origin, now: number): Promise<Progress> {
    const stage = await this.stageAfterPassword(person);
    const made = await this.parts.sessions.begin(person, stage, from.agent, now);
    return { ...made, device: await this.deviceCookie(made.session, from, now) };
  }

  private async stageAfterPassword(person: string): Promise<SessionStage> {
    const { totp, passkeys } = await this.parts.credentials.list(person);
    if (totp !== null || passkeys.length > 0) return 'second-factor';
    return (await this.needsSecondFactor(person)) ? 'enrolling' : 'signed-in';
  }

  private async renewed(session: Session, from: Origin, now: number): Promise<Progress> {
    const made = await this.parts.sessions.renew(session.id, 'signed-in', now);
    if (made === undefined) throw new AccessRefused('session-ended');
    return { ...made, device: await this.deviceCookie(made.session, from, now) };
  }

  private async deviceCookie({ stage, person }: Session, { device }: Origin, now: number): Promise<string | null> {
    if (stage !== 'signed-in') return null;
    const { devices } = this.parts;
    return device !== undefined && (await devices.isKnown(person, device, now)) ? null : devices.know(person, now);
  }
}
