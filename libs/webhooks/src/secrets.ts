import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A secret that signs, until a moment (milliseconds since 1970) or for good. */
export interface Secret {
  readonly secret: string;
  readonly until: number | null;
}

/** So long a secret that was replaced goes on signing: receivers change theirs one after the other. */
export const OVERLAP_MS = 24 * 3_600_000;

/** 256 random bits in the form that the specification gives a symmetric secret: `whsec_` and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The secrets after a new one took over: those before it sign for a day more. */
export function rotated(secrets: readonly Secret[], secret: string, now: number): Secret[] {
  const before = valid(secrets, now).map((one) => ({ ...one, until: one.until ?? now + OVERLAP_MS }));
  return [{ secret, until: null }, ...before];
}

export function valid(secrets: readonly Secret[], now: number): Secret[] {
  return secrets.filter(({ until }) => until === null || until > now);
}

export interface Signed {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * The headers of a message (Standard Webhooks 1.0): signed with every secret that is valid, the newest first.
 * @param at milliseconds since 1970: the attempt's time, which the signature covers, so that nobody can send it again later
 */
export function signed(id: string, at: number, payload: string, secrets: readonly Secret[]): Signed {
  const timestamp = new Date(at);
  const signatures = valid(secrets, at).map(({ secret }) => new Webhook(secret).sign(id, timestamp, payload));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
