import { randomUUID } from 'node:crypto';
import type { OpenFile } from '#side-files';
import type { AccessTables, SessionRow } from '../access-file.js';
import type { Caller, Session, SessionStage } from '../caller.js';
import { membershipsOf, type Membership } from '../people/people.js';
import { hashOf, randomSecret } from '../secret.js';

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** A session that is not used for so long ends. */
export const IDLE_MS = 12 * HOUR;
/** None is good for longer. */
export const LONGEST_MS = 7 * 24 * HOUR;
/** So long the second factor may take. */
export const UNFINISHED_MS = 15 * MINUTE;
/** So long a person counts as having just proved who he is. */
export const FRESH_MS = 5 * MINUTE;

const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** A session as the browser gets it, this once. */
export interface NewSession {
  /** What the cookie holds. */
  readonly secret: string;
  readonly session: Session;
}

/** A session as it is kept in memory. */
interface Known {
  readonly session: Session;
  readonly caller: Caller;
  readonly ends: number;
  seen: number;
}

/**
 * Who is signed in, and where. A session is 256 random bits in a cookie, of which the SHA-256 is kept. Whose it is, is asked on
 * every request and answered from memory; `refresh` takes in what changed.
 */
export class Sessions {
  private byHash = new Map<string, Known>();
  private readonly seen = new Set<Known>();
  private refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly file: OpenFile<AccessTables>) {}

  /** Whose session it is; undefined for one that is unknown, or has ended. */
  identify(secret: string, now = Date.now()): Caller | undefined {
    if (!SHAPE.test(secret)) return undefined;
    // Looked up by its hash: how long that takes says nothing of the secret.
    const known = this.byHash.get(hashOf(secret));
    if (known === undefined || known.ends <= now || known.seen + IDLE_MS <= now) return undefined;
    if (now - known.seen > MINUTE) {
      known.seen = now;
      this.seen.add(known);
    }
    return known.caller;
  }

  /** Begins a session of a person. @param device what it is on, in a few words */
  async begin(person: string, stage: SessionStage, device: string, now = Date.now()): Promise<NewSession> {
    const secret = randomSecret();
    const instant = new Date(now).toISOString();
    const life = stage === 'signed-in' ? LONGEST_MS : UNFINISHED_MS;
    const row = {
      id: randomUUID(),
      hash: hashOf(secret),
      person,
      stage,
      device,
      made_at: instant,
      fresh_at: instant,
      last_seen_at: instant,
      ends_at: new Date(now + life).toISOString(),
    };
    await this.file.db.insertInto('sessions').values(row).execute();
    await this.refresh();
    return { secret, session: toSession(row) };
  }

  /**
   * Puts a new secret in the place of a session's own, which ends at once: a person has more rights with it, or has just proved who
   * he is again.
   * @returns undefined where the session has ended meanwhile
   */
  async renew(id: string, stage: SessionStage, now = Date.now()): Promise<NewSession | undefined> {
    const secret = randomSecret();
    const row = await this.file.db.transaction().execute(async (db) => {
      const before = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      if (before === undefined) return undefined;
      const grows = before.stage !== 'signed-in' && stage === 'signed-in';
      const changes = {
        hash: hashOf(secret),
        stage,
        fresh_at: new Date(now).toISOString(),
        ...(grows && { ends_at: new Date(Date.parse(before.made_at) + LONGEST_MS).toISOString() }),
      };
      await db.updateTable('sessions').set(changes).where('id', '=', id).execute();
      return { ...before, ...changes };
    });
    if (row === undefined) return undefined;
    await this.refresh();
    return { secret, session: toSession(row) };
  }

  /** The sessions of a person that are good, the newest first. */
  list(person: string, now = Date.now()): Session[] {
    return [...this.byHash.values()]
      .filter(({ session, ends, seen }) => session.person === person && ends > now && seen + IDLE_MS > now)
      .map(({ session, seen }) => ({ ...session, lastSeenAt: toMinute(seen) }))
      .sort((a, b) => b.madeAt.localeCompare(a.madeAt));
  }

  /** Ends a session. False where the person has none with that id. */
  async end(person: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.file.db
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('person', '=', person)
      .executeTakeFirst();
    await this.refresh();
    return numDeletedRows > 0n;
  }

  /** Ends all sessions of a person. @param but the one that goes on @returns how many ended */
  async endAll(person: string, but = ''): Promise<number> {
    const { numDeletedRows } = await this.file.db
      .deleteFrom('sessions')
      .where('person', '=', person)
      .where('id', '!=', but)
      .executeTakeFirst();
    await this.refresh();
    return Number(numDeletedRows);
  }

  /** Takes in what was changed, by this process or another. One after the other: what was read later is kept. */
  async refresh(now = Date.now()): Promise<void> {
    const read = this.refreshing.catch(() => undefined).then(() => this.read(now));
    this.refreshing = read;
    await read;
  }

  /** Keeps when sessions were last used, and forgets those that have ended. */
  async flush(now = Date.now()): Promise<void> {
    const seen = [...this.seen];
    this.seen.clear();
    await this.file.db.transaction().execute(async (db) => {
      for (const { session, seen: at } of seen) {
        await db
          .updateTable('sessions')
          .set({ last_seen_at: toMinute(at) })
          .where('id', '=', session.id)
          .execute();
      }
      const idle = new Date(now - IDLE_MS).toISOString();
      await db
        .deleteFrom('sessions')
        .where((either) =>
          either.or([either('ends_at', '<=', new Date(now).toISOString()), either('last_seen_at', '<=', idle)]),
        )
        .execute();
    });
  }

  private async read(now: number): Promise<void> {
    const { db } = this.file;
    const rows = await db
      .selectFrom('sessions')
      .innerJoin('people', 'people.id', 'sessions.person')
      .selectAll('sessions')
      .where('disabled_at', 'is', null)
      .where('ends_at', '>', new Date(now).toISOString())
      .execute();
    const memberships = await membershipsOf(db, [...new Set(rows.map(({ person }) => person))]);
    const seen = new Map([...this.byHash.values()].map((known) => [known.session.id, known.seen]));
    this.byHash = new Map(
      rows.map((row) => {
        const session = toSession(row);
        const held = memberships.get(row.person) ?? [];
        const caller = callerIn(session, held);
        const lastSeen = Math.max(Date.parse(row.last_seen_at), seen.get(row.id) ?? 0);
        return [row.hash, { session, caller, ends: Date.parse(row.ends_at), seen: lastSeen }];
      }),
    );
  }
}

/** Until when a session counts as fresh; null where it does not any longer. */
export function freshUntil({ freshAt, stage }: Session, now = Date.now()): string | null {
  const until = Date.parse(freshAt) + FRESH_MS;
  return stage === 'signed-in' && until > now ? new Date(until).toISOString() : null;
}

/** The one who asks with a session. */
function callerIn(session: Session, held: readonly Membership[]): Caller {
  const ofServer = held.find(({ runsServer }) => runsServer);
  const roles = ofServer?.roles ?? [];
  const administered = held.flatMap(({ id, roles: inIt }) => (inIt.includes('administrator') ? [id] : []));
  return {
    kind: 'session',
    id: session.id,
    actor: session.person,
    organisation: (ofServer ?? held[0])?.id ?? null,
    roles,
    administers: roles.includes('administrator') ? 'all' : administered,
    account: session.person,
    session,
  };
}

function toMinute(at: number): string {
  return new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    person: row.person,
    stage: row.stage as SessionStage,
    device: row.device,
    madeAt: row.made_at,
    freshAt: row.fresh_at,
    lastSeenAt: row.last_seen_at,
    endsAt: row.ends_at,
  };
}
