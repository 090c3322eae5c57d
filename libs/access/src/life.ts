const DAY_MS = 24 * 3_600_000;

/** Days that a token is good for at most, where nobody says otherwise. */
export const LONGEST_LIFE_DAYS = 365;
/** So long the first administrator's token waits to be used. */
export const FIRST_USE_MS = DAY_MS;

/** The token would be good for longer than tokens may be. */
export class TooLongLife extends Error {
  override readonly name = 'TooLongLife';

  constructor(readonly days: number) {
    super(`expiresAt must be an instant at most ${days} days ahead: tokens are good for no longer, and can be rotated`);
  }
}

/** How long tokens may be good for. */
export class Life {
  constructor(private readonly days = LONGEST_LIFE_DAYS) {}

  /** The last instant that a token made now is good for (RFC 3339). */
  longest(now = Date.now()): string {
    return new Date(now + this.days * DAY_MS).toISOString();
  }

  /** When a token ends that is to end then; left out or null: as late as it may. @throws TooLongLife */
  until(expiresAt: string | null | undefined, now = Date.now()): string {
    const longest = this.longest(now);
    if (expiresAt === null || expiresAt === undefined) return longest;
    const at = new Date(expiresAt).toISOString();
    if (at > longest) throw new TooLongLife(this.days);
    return at;
  }

  /** When a token ends whose secret is replaced now: it is good for as long again as it was made for, and no longer than may be. */
  renewed(from: string, expiresAt: string | null, now = Date.now()): string {
    const longest = this.longest(now);
    if (expiresAt === null) return longest;
    const again = new Date(now + Date.parse(expiresAt) - Date.parse(from)).toISOString();
    return again < longest ? again : longest;
  }
}
