import { hash, randomBytes } from 'node:crypto';
import type { Role } from './roles.js';

/** What is known of a token. The token itself is known to its owner alone. */
export interface Token {
  readonly id: string;
  /** Who holds it: the actor of every event that it brings about. */
  readonly owner: string;
  readonly organisation: string | null;
  readonly roles: readonly Role[];
  /** RFC 3339 instants. */
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** When its secret was last replaced; null where it has its first. */
  readonly rotatedAt: string | null;
  /** To the minute, so that a token in use costs no write a request. */
  readonly lastUsedAt: string | null;
}

/** A token as its owner is told it, this once. */
export interface NewToken extends Token {
  readonly token: string;
}

const PREFIX = 'hw_';
const SHAPE = /^hw_[A-Za-z0-9_-]{43}$/;

/** 256 random bits: nothing to guess, so that one round of SHA-256 keeps them as well as a slow hash would. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

export function looksLikeSecret(text: string): boolean {
  return SHAPE.test(text);
}

/** What is stored in a token's place. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
