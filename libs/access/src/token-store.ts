import { v7 } from 'uuid';
import { openSideFile, type OpenFile } from '#side-files';
import { ACCESS_FILE, type AccessTables, type TokenRow } from './access-file.js';
import { FIRST_USE_MS, Life } from './life.js';
import type { Role } from './roles.js';
import { hashOf } from './secret.js';
import { isOwnerName, looksLikeSecret, NamedAsPerson, newSecret, type NewToken, type Token } from './token.js';

export interface Grant {
  readonly owner: string;
  readonly organisation?: string | null;
  readonly roles: readonly Role[];
  /** RFC 3339 instant; left out or null for as late as tokens may end. */
  readonly expiresAt?: string | null;
}

export interface TokenStoreOptions {
  /** Milliseconds until a change made by another process is seen. */
  readonly lookEvery?: number;
  /** Days that a token is good for at most. One that was made before keeps its own. */
  readonly longestLifeDays?: number;
  /** Told that the first administrator's token is in use. */
  readonly onFirstUse?: () => void;
  /** Told why the file could not be looked at; it is looked at again a moment later. */
  readonly onFailure?: (error: unknown) => void;
}

/** A token as it is kept in memory. */
interface Known {
  readonly token: Token;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly endsUnlessUsed: boolean;
}

const MINUTE = 60_000;
const LOOK_EVERY_MS = 300;

/**
 * The tokens of one installation, in a small SQLite file of their own. Several processes may have it open: a server and
 * the command line. Each keeps the tokens in memory, and sees within a moment what another has changed.
 */
export class TokenStore {
  private byHash = new Map<string, Known>();
  private version: unknown;
  private used = new Map<string, number>();
  private lastFlush = Date.now();
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();
  private readonly onFirstUse: () => void;
  private readonly onFailure: (error: unknown) => void;

  private constructor(
    private readonly file: OpenFile<AccessTables>,
    private readonly life: Life,
    private readonly closeFile: () => void,
    { lookEvery = LOOK_EVERY_MS, onFirstUse = () => {}, onFailure = () => {} }: TokenStoreOptions,
  ) {
    this.onFirstUse = onFirstUse;
    this.onFailure = onFailure;
    this.timer = setInterval(() => this.later(() => this.look()), lookEvery).unref();
  }

  /**
   * Opens the file, and makes it where it does not exist yet.
   * @throws NewerFile, DamagedFile
   */
  static async open(file: string, options: TokenStoreOptions = {}): Promise<TokenStore> {
    const opened = await openSideFile<AccessTables>(file, ACCESS_FILE);
    return TokenStore.over(opened, options, () => opened.close());
  }

  /** The tokens in a file that is open. @param close what else is to be closed with them */
  static async over(
    file: OpenFile<AccessTables>,
    options: TokenStoreOptions = {},
    close = (): void => {},
  ): Promise<TokenStore> {
    const store = new TokenStore(file, new Life(options.longestLifeDays), close, options);
    await store.refresh();
    return store;
  }

  /** Makes a token. Its secret is in the answer and nowhere else. @throws TooLongLife, NamedAsPerson */
  async create(grant: Grant): Promise<NewToken> {
    if (!isOwnerName(grant.owner)) throw new NamedAsPerson();
    const { row, made } = newToken({ ...grant, expiresAt: this.life.until(grant.expiresAt) });
    await this.file.db.insertInto('tokens').values(row).execute();
    await this.refresh();
    return made;
  }

  /** True where no token was ever made. */
  async isEmpty(): Promise<boolean> {
    return (await this.file.db.selectFrom('tokens').select('id').limit(1).executeTakeFirst()) === undefined;
  }

  /**
   * An administrator's token where no token was ever made, undefined otherwise. Two processes that ask make one. It ends within a
   * day unless it is used before.
   */
  async createFirst(): Promise<NewToken | undefined> {
    const expiresAt = new Date(Date.now() + FIRST_USE_MS).toISOString();
    const first = newToken({ owner: 'administrator', roles: ['administrator'], expiresAt });
    const { made } = first;
    const row = { ...first.row, ends_unless_used: 1 };
    const columns = Object.keys(row) as (keyof TokenRow)[];
    // One statement: what another process makes meanwhile is either there before it, or comes to nothing.
    const { db } = this.file;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('tokens')
      .columns(columns)
      .expression(
        db
          .selectNoFrom(({ val }) => columns.map((column) => val(row[column]).as(column)))
          .where(({ not, exists, selectFrom }) => not(exists(selectFrom('tokens').select('id')))),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return undefined;
    await this.refresh();
    return made;
  }

  /** All tokens, revoked and expired ones too, the oldest first. */
  async list(): Promise<Token[]> {
    await this.flush();
    return (await this.file.db.selectFrom('tokens').selectAll().orderBy('id').execute()).map(toToken);
  }

  /** False where there is no such token; true where it is revoked now, or was already. */
  async revoke(id: string): Promise<boolean> {
    const now = new Date().toISOString();
    const { numUpdatedRows } = await this.file.db
      .updateTable('tokens')
      .set(({ fn, ref, val }) => ({ revoked_at: fn.coalesce(ref('revoked_at'), val(now)) }))
      .where('id', '=', id)
      .executeTakeFirst();
    await this.refresh();
    return numUpdatedRows > 0;
  }

  /**
   * Puts a new secret in the place of a token's own, which ends at once. The token is good for as long again as it was made for.
   * @returns undefined where there is no such token, or it is revoked
   */
  async rotate(id: string): Promise<NewToken | undefined> {
    const secret = newSecret();
    const now = new Date();
    const row = await this.file.db.transaction().execute(async (db) => {
      const tokens = db.selectFrom('tokens').selectAll().where('id', '=', id).where('revoked_at', 'is', null);
      const before = await tokens.executeTakeFirst();
      if (before === undefined) return undefined;
      const isFirst = before.ends_unless_used === 1;
      const expires = isFirst ? null : before.expires_at;
      const changes = {
        hash: hashOf(secret),
        rotated_at: now.toISOString(),
        expires_at: this.life.renewed(before.rotated_at ?? before.created_at, expires, now.getTime()),
        ends_unless_used: 0,
      };
      await db.updateTable('tokens').set(changes).where('id', '=', id).execute();
      return { ...before, ...changes };
    });
    if (row === undefined) return undefined;
    await this.refresh();
    return { ...toToken(row), token: secret };
  }

  /**
   * Whose secret this is; undefined for one that is unknown, revoked or expired. Asked on every request, and so answered from
   * memory, at once.
   */
  identify(secret: string, now = Date.now()): Token | undefined {
    if (!looksLikeSecret(secret)) return undefined;
    // Looked up by its hash: how long that takes says nothing of the secret.
    const known = this.byHash.get(hashOf(secret));
    if (known === undefined || known.expires <= now) return undefined;
    const { token, endsUnlessUsed } = known;
    if (endsUnlessUsed && !this.used.has(token.id)) this.later(() => this.keepUsed(token.id));
    this.used.set(token.id, now);
    return token;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.looking;
      await this.flush();
    } finally {
      this.closeFile();
    }
  }

  /** Does something after what is under way. */
  private later(work: () => Promise<void>): void {
    this.looking = this.looking.then(work).catch(this.onFailure);
  }

  /** At once, and not when the time comes: a crash in between would take from the first administrator what he has begun to use. */
  private async keepUsed(id: string): Promise<void> {
    await this.file.db
      .updateTable('tokens')
      .set({ ends_unless_used: 0, expires_at: this.life.longest() })
      .where('id', '=', id)
      .where('ends_unless_used', '=', 1)
      .execute();
    await this.refresh();
    this.onFirstUse();
  }

  private async look(): Promise<void> {
    if (this.versionNow() !== this.version) await this.refresh();
    await this.flush(MINUTE);
  }

  private async refresh(): Promise<void> {
    // Before the rows: what changes in between is seen at the next look.
    const version = this.versionNow();
    const rows = await this.file.db.selectFrom('tokens').selectAll().where('revoked_at', 'is', null).execute();
    this.version = version;
    this.byHash = new Map(
      rows.map((row) => [
        row.hash,
        {
          token: toToken(row),
          expires: row.expires_at === null ? Infinity : Date.parse(row.expires_at),
          endsUnlessUsed: row.ends_unless_used === 1,
        },
      ]),
    );
  }

  /** Differs whenever another connection has written. Asked of the engine alone: it costs no query. */
  private versionNow(): unknown {
    return this.file.connection.pragma('data_version', { simple: true });
  }

  private async flush(every = 0): Promise<void> {
    if (this.used.size === 0 || Date.now() - this.lastFlush < every) return;
    const used = this.used;
    this.used = new Map();
    this.lastFlush = Date.now();
    await this.file.db.transaction().execute(async (db) => {
      for (const [id, at] of used) {
        const minute = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
        await db.updateTable('tokens').set({ last_used_at: minute }).where('id', '=', id).execute();
      }
    });
  }
}

function newToken({ owner, organisation = null, roles, expiresAt = null }: Grant): { row: TokenRow; made: NewToken } {
  const token = newSecret();
  const known = { id: v7(), owner, organisation, roles, createdAt: new Date().toISOString(), expiresAt };
  return {
    row: {
      id: known.id,
      hash: hashOf(token),
      owner,
      organisation,
      roles: JSON.stringify(roles),
      created_at: known.createdAt,
      expires_at: expiresAt,
      revoked_at: null,
      last_used_at: null,
      rotated_at: null,
      ends_unless_used: 0,
    },
    made: { ...known, token, revokedAt: null, rotatedAt: null, lastUsedAt: null },
  };
}

function toToken(row: TokenRow): Token {
  return {
    id: row.id,
    owner: row.owner,
    organisation: row.organisation,
    roles: JSON.parse(row.roles) as Role[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    rotatedAt: row.rotated_at,
    lastUsedAt: row.last_used_at,
  };
}
