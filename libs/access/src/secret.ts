import { hash, randomBytes } from 'node:crypto';

/** 256 random bits: nothing to guess, so that one round of SHA-256 keeps them as well as a slow hash would. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored in a secret's place. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
