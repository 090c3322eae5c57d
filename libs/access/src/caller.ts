import type { Role } from './roles.js';

/** Who makes a request: a program with a token, or a person who has signed in. */
export interface Caller {
  readonly kind: 'token' | 'session';
  /** The id of the token or of the session, never its secret. */
  readonly id: string;
  /** Who acts, as every record and every activity names it. */
  readonly actor: string;
  readonly organisation: string | null;
  /** What he may do with cases and the server: held in the organisation that runs it, which owns every case. */
  readonly roles: readonly Role[];
  /** The organisations whose people he administers. */
  readonly administers: 'all' | readonly string[];
  /** What idempotency keys and the rate limit are counted by: a token's id, or a person's, whatever he signed in with. */
  readonly account: string;
  /** Null for a token. */
  readonly session: Session | null;
}

/**
 * How far somebody has come in signing in: `second-factor` is after the password, where one more is needed; `enrolling` where one is
 * needed and the person has none yet.
 */
export type SessionStage = 'second-factor' | 'enrolling' | 'signed-in';

/** A session of a person on one device. */
export interface Session {
  readonly id: string;
  readonly person: string;
  readonly stage: SessionStage;
  /** In a few words, such as "Firefox on Linux". */
  readonly device: string;
  /** RFC 3339 instants. */
  readonly madeAt: string;
  /** When the person last proved who he is. */
  readonly freshAt: string;
  readonly lastSeenAt: string;
  /** At the latest; sooner where it is not used. */
  readonly endsAt: string;
}
