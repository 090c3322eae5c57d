import type { Caller } from './caller.js';
import type { Role } from './roles.js';
import { randomSecret } from './secret.js';

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

export function newSecret(): string {
  return PREFIX + randomSecret();
}

export function looksLikeSecret(text: string): boolean {
  return SHAPE.test(text);
}

/** The owner is called as a person's id is: what the token does would look as if the person had done it. */
export class NamedAsPerson extends Error {
  override readonly name = 'NamedAsPerson';

  constructor() {
    super('owner must not be the id of a person or an organisation');
  }
}

/** Whether a token's owner can be called so: not as records name people. */
export function isOwnerName(owner: string): boolean {
  return !/^(?:person|organisation)-[\da-f-]{36}$/i.test(owner.trim());
}

/** The one who asks with a token. */
export function callerWith({ id, owner, organisation, roles }: Token): Caller {
  const administers = roles.includes('administrator') ? 'all' : [];
  return { kind: 'token', id, actor: owner, organisation, roles, administers, account: id, session: null };
}
