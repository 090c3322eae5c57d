import { freshUntil, type Session } from '#access';

/** What can be sent next to come further in. */
export const ACCEPTED = [
  'password',
  'passkey',
  'totp',
  'recovery-code',
  /** A second factor is needed and there is none: it is set up with `/me/totp` or `/me/passkeys`. */
  'enrol-totp',
  'enrol-passkey',
] as const;

/** An organisation whose people sign in there. */
export interface SignInOrganisation {
  readonly id: string;
  readonly name: string;
}

/** Who has signed in. */
export interface SessionPerson {
  readonly id: string;
  readonly name: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
}

/** How far somebody has come in signing in. */
export interface SessionView {
  /** `second-factor`: the password was right, and one more is needed, or has to be set up first. */
  readonly state: 'signed-out' | 'second-factor' | 'signed-in';
  /** What is accepted next. */
  readonly accepts: readonly (typeof ACCEPTED)[number][];
  /** Where people of these organisations sign in elsewhere. */
  readonly organisations: readonly SignInOrganisation[];
  /** Null until somebody is in. */
  readonly person: SessionPerson | null;
  /** Until when what needs it is done without asking again who one is; null where that is over. RFC 3339. */
  readonly freshUntil: string | null;
  /** When the session ends at the latest; 12 hours after it was last used, if that is sooner. RFC 3339. */
  readonly endsAt: string | null;
}

/** What a session's person has to sign in with. */
export interface Factors {
  readonly totp: object | null;
  readonly passkeys: readonly unknown[];
  readonly recoveryCodes: number;
}

const NOBODY: SessionView = {
  state: 'signed-out',
  accepts: ['password', 'passkey'],
  organisations: [],
  person: null,
  freshUntil: null,
  endsAt: null,
};

/** @param person whose session it is @param factors what he can give as a second factor */
export function sessionView(session: Session | null, person: SessionPerson | undefined, factors: Factors): SessionView {
  if (session === null || person === undefined) return NOBODY;
  const { stage, endsAt } = session;
  if (stage !== 'signed-in') return { ...NOBODY, state: 'second-factor', accepts: acceptedIn(stage, factors), endsAt };
  const { id, name, language } = person;
  return {
    ...NOBODY,
    state: 'signed-in',
    accepts: [],
    person: { id, name, language },
    freshUntil: freshUntil(session),
    endsAt,
  };
}

function acceptedIn(
  stage: 'second-factor' | 'enrolling',
  { totp, passkeys, recoveryCodes }: Factors,
): SessionView['accepts'] {
  if (stage === 'enrolling') return ['enrol-totp', 'enrol-passkey'];
  return [
    ...(totp === null ? [] : (['totp'] as const)),
    ...(passkeys.length === 0 ? [] : (['passkey'] as const)),
    ...(recoveryCodes === 0 ? [] : (['recovery-code'] as const)),
  ];
}
