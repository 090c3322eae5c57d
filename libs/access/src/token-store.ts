import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import type { Role } from './roles.js';
import { hashOf, looksLikeSecret, newSecret, type NewToken, type Token } from './token.js';

interface Row {
  readonly id: string;
  readonly hash: string;
  readonly owner: string;
  readonly organisation: string | null;
  readonly roles: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
}

export interface Grant {
  readonly owner: string;
  readonly organisation?: string | null;
  readonly roles: readonly Role[];
  /** RFC 3339 instant; null for a token that does not expire. */
  readonly expiresAt?: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    organisation TEXT,
    roles TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT,
    last_used_at TEXT
  ) STRICT`;

const MINUTE = 60_000;

/**
 * The tokens of one installation, in a small SQLite file of their own. Several processes may have it open: a server and
 * the command line. Each keeps the tokens in memory, and sees within a moment what another has changed.
 */
export class TokenStore {
  private readonly db: Database.Database;
  private byHash = new Map<string, Token & { readonly expires: number }>();
  private version: unknown;
  private used = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  /**
   * Opens the file, and makes it where it does not exist yet.
   * @param lookEvery milliseconds until a change made by another process is seen
   */
  constructor(file: string, lookEvery = 300) {
    this.db = new Database(file, { timeout: 5_000 });
    chmodSync(file, 0o600);
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = FULL');
    this.db.exec(SCHEMA);
    this.refresh();
    this.timer = setInterval(() => this.look(), lookEvery).unref();
  }

  /** Makes a token. Its secret is in the answer and nowhere else. */
  create({ owner, organisation = null, roles, expiresAt = null }: Grant): NewToken {
    const secret = newSecret();
    const id = v7();
    const createdAt = new Date().toISOString();
    this.db
      .prepare(
        `INSERT INTO tokens (id, hash, owner, organisation, roles, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, hashOf(secret), owner, organisation, JSON.stringify(roles), createdAt, expiresAt);
    this.refresh();
    return { id, token: secret, owner, organisation, roles, createdAt, expiresAt, revokedAt: null, lastUsedAt: null };
  }

  /** An administrator's token where no token was ever made, undefined otherwise. Two processes that ask make one. */
  createFirst(): NewToken | undefined {
    return this.db
      .transaction(() => {
        const any = this.db.prepare('SELECT 1 FROM tokens LIMIT 1').get();
        return any === undefined ? this.create({ owner: 'administrator', roles: ['administrator'] }) : undefined;
      })
      .immediate();
  }

  /** All tokens, revoked and expired ones too, the oldest first. */
  list(): Token[] {
    this.flush();
    return (this.db.prepare('SELECT * FROM tokens ORDER BY id').all() as Row[]).map(toToken);
  }

  /** False where there is no such token; true where it is revoked now, or was already. */
  revoke(id: string): boolean {
    const { changes } = this.db
      .prepare('UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?')
      .run(new Date().toISOString(), id);
    this.refresh();
    return changes > 0;
  }

  /** Whose secret this is; undefined for one that is unknown, revoked or expired. */
  identify(secret: string, now = Date.now()): Token | undefined {
    if (!looksLikeSecret(secret)) return undefined;
    // Looked up by its hash: how long that takes says nothing of the secret.
    const token = this.byHash.get(hashOf(secret));
    if (token === undefined || token.expires <= now) return undefined;
    this.used.set(token.id, now);
    return token;
  }

  close(): void {
    clearInterval(this.timer);
    this.flush();
    this.db.close();
  }

  private look(): void {
    if (this.db.pragma('data_version', { simple: true }) !== this.version) this.refresh();
    this.flush(MINUTE);
  }

  private refresh(): void {
    this.version = this.db.pragma('data_version', { simple: true });
    const rows = this.db.prepare('SELECT * FROM tokens WHERE revoked_at IS NULL').all() as Row[];
    this.byHash = new Map(
      rows.map((row) => [
        row.hash,
        { ...toToken(row), expires: row.expires_at === null ? Infinity : Date.parse(row.expires_at) },
      ]),
    );
  }

  private lastFlush = Date.now();

  private flush(every = 0): void {
    if (this.used.size === 0 || Date.now() - this.lastFlush < every) return;
    const used = this.used;
    this.used = new Map();
    this.lastFlush = Date.now();
    const note = this.db.prepare('UPDATE tokens SET last_used_at = ? WHERE id = ?');
    this.db.transaction(() => {
      for (const [id, at] of used) note.run(new Date(Math.floor(at / MINUTE) * MINUTE).toISOString(), id);
    })();
  }
}

function toToken(row: Row): Token {
  return {
    id: row.id,
    owner: row.owner,
    organisation: row.organisation,
    roles: JSON.parse(row.roles) as Role[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
