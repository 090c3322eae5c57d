import { v7 } from 'uuid';
import { openSideFile, type OpenFile } from '#side-files';
import { ACCESS_FILE, type AccessTables, type TokenRow } from './access-file.js';
import type { Role } from './roles.js';
import { hashOf, looksLikeSecret, newSecret, type NewToken, type Token } from './token.js';

export interface Grant {
  readonly owner: string;
  readonly organisation?: string | null;
  readonly roles: readonly Role[];
  /** RFC 3339 instant; null for a token that does not expire. */
  readonly expiresAt?: string | null;
}

const MINUTE = 60_000;
const LOOK_EVERY_MS = 300;

/**
 * The tokens of one installation, in a small SQLite file of their own. Several processes may have it open: a server and
 * the command line. Each keeps the tokens in memory, and sees within a moment what another has changed.
 */
export class TokenStore {
  private byHash = new Map<string, Token & { readonly expires: number }>();
  private version: unknown;
  private used = new Map<string, number>();
  private lastFlush = Date.now();
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: OpenFile<AccessTables>,
    lookEvery: number,
    onFailure: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => (this.looking = this.looking.then(() => this.look()).catch(onFailure)), lookEvery);
    this.timer.unref();
  }

  /**
   * Opens the file, and makes it where it does not exist yet.
   * @param options.lookEvery milliseconds until a change made by another process is seen
   * @param options.onFailure told why the file could not be looked at; it is looked at again a moment later
   * @throws NewerFile, DamagedFile
   */
  static async open(
    file: string,
    {
      lookEvery = LOOK_EVERY_MS,
      onFailure = () => {},
    }: { readonly lookEvery?: number; readonly onFailure?: (error: unknown) => void } = {},
  ): Promise<TokenStore> {
    const store = new TokenStore(await openSideFile<AccessTables>(file, ACCESS_FILE), lookEvery, onFailure);
    await store.refresh();
    return store;
  }

  /** Makes a token. Its secret is in the answer and nowhere else. */
  async create(grant: Grant): Promise<NewToken> {
    const { row, made } = newToken(grant);
    await this.file.db.insertInto('tokens').values(row).execute();
    await this.refresh();
    return made;
  }

  /** An administrator's token where no token was ever made, undefined otherwise. Two processes that ask make one. */
  async createFirst(): Promise<NewToken | undefined> {
    const { row, made } = newToken({ owner: 'administrator', roles: ['administrator'] });
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
   * Whose secret this is; undefined for one that is unknown, revoked or expired. Asked on every request, and so answered from
   * memory, at once.
   */
  identify(secret: string, now = Date.now()): Token | undefined {
    if (!looksLikeSecret(secret)) return undefined;
    // Looked up by its hash: how long that takes says nothing of the secret.
    const token = this.byHash.get(hashOf(secret));
    if (token === undefined || token.expires <= now) return undefined;
    this.used.set(token.id, now);
    return token;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.looking;
      await this.flush();
    } finally {
      this.file.close();
    }
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
        { ...toToken(row), expires: row.expires_at === null ? Infinity : Date.parse(row.expires_at) },
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
    },
    made: { ...known, token, revokedAt: null, lastUsedAt: null },
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
    lastUsedAt: row.last_used_at,
  };
}
