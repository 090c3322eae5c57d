/** What somebody did. */
export const ACTIVITY_KINDS = [
  /** Wrote entries to the log. */
  'entry',
  /** Did something else: uploaded a table, rotated a key. */
  'action',
  /** Read case content. */
  'read',
  /** Took case content away: a file, a bundle, a feed of events. */
  'export',
  /** Was turned away: no good token, a wrong password or code, or not the role. */
  'denied',
  /** Used a token or a session for the first time in a while. */
  'sign-in',
  'token-created',
  'token-revoked',
  /** Nobody did it: so many activities came faster than they could be written. */
  'lost',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What is noted of an activity. */
export interface Noted {
  readonly kind: ActivityKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The token's owner, or the id of the person who has signed in; null for a stranger. */
  readonly actor: string | null;
  readonly organisation: string | null;
  /** The id of the token or the session, never its secret. */
  readonly token: string | null;
  /** Method and pattern of the route; null where there is no such route. */
  readonly method: string | null;
  readonly route: string | null;
  /** The id of what it was about, as the address named it. */
  readonly about: string | null;
  /** The cohorts that it was about. */
  readonly cohorts: readonly string[];
  /** The entries that it wrote. */
  readonly entries: readonly string[];
  /** HTTP status that it was answered with; null where it was not. */
  readonly status: number | null;
  /** How many activities a record stands for that were lost; null for all others. */
  readonly lost: number | null;
}

/** An activity as it is kept. Its canonical JSON (RFC 8785) is the leaf in the tree. */
export interface Activity extends Omit<Noted, 'at'> {
  readonly v: 1;
  readonly id: string;
  /** RFC 3339 instant. */
  readonly at: string;
}
