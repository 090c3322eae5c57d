import type { Kysely } from 'kysely';
import type { AccessTables } from '../access-file.js';
import { needSecondFactor } from '../roles.js';
import { hashOf, randomSecret } from '../secret.js';
import { AccessRefused } from '../refused.js';
import { folded, membershipsOf } from './people.js';

const HOUR_MS = 3_600_000;
/** So long an invitation waits. It is given by hand, on paper or in a message, to somebody who may be on the way. */
export const INVITATION_MS = 72 * HOUR_MS;
/** The first administrator's: it stands where the server's output goes. */
export const FIRST_INVITATION_MS = 24 * HOUR_MS;

const PREFIX = 'hwi_';

/** An invitation as it is given, this once. */
export interface NewInvitation {
  readonly person: string;
  /** Secret: it lets in the first one who accepts it. */
  readonly token: string;
  readonly expiresAt: string;
}

/** What somebody who holds an invitation may know of it before accepting. */
export interface Invitation {
  readonly person: string;
  readonly name: string;
  readonly organisation: string;
  readonly expiresAt: string;
  readonly needsSecondFactor: boolean;
}

/** Who was asked to join, or to choose new credentials. Only the hash of an invitation is kept, and it is good once. */
export class Invitations {
  constructor(private readonly db: Kysely<AccessTables>) {}

  /** Invites a person; an earlier invitation of his ends, and one who was disabled is let in again. */
  async invite(person: string, life = INVITATION_MS, now = Date.now()): Promise<NewInvitation> {
    const token = PREFIX + randomSecret();
    const row = {
      hash: hashOf(token),
      person,
      made_at: new Date(now).toISOString(),
      expires_at: new Date(now + life).toISOString(),
    };
    await this.db.transaction().execute(async (db) => {
      await db.deleteFrom('invitations').where('person', '=', person).execute();
      await db.insertInto('invitations').values(row).execute();
      await db.updateTable('people').set({ disabled_at: null }).where('id', '=', person).execute();
    });
    return { person, token, expiresAt: row.expires_at };
  }

  /** @throws AccessRefused `invitation-unknown` for one that was never made, has ended or was accepted */
  async look(token: string, now = Date.now()): Promise<Invitation> {
    const found = await this.db
      .selectFrom('invitations')
      .innerJoin('people', 'people.id', 'invitations.person')
      .select(['person', 'name', 'expires_at'])
      .where('hash', '=', hashOf(token))
      .where('expires_at', '>', new Date(now).toISOString())
      .executeTakeFirst();
    if (found === undefined) throw new AccessRefused('invitation-unknown');
    const memberships = (await membershipsOf(this.db, [found.person])).get(found.person) ?? [];
    return {
      person: found.person,
      name: found.name,
      organisation: memberships[0]?.name ?? '',
      expiresAt: found.expires_at,
      needsSecondFactor: memberships.some(({ roles }) => needSecondFactor(roles)),
    };
  }

  /**
   * Accepts an invitation, once: the person has this login and this name, and nothing that he signed in with before.
   * @returns the person's id
   * @throws AccessRefused `invitation-unknown`, `login-taken`
   */
  async accept(token: string, login: string, name: string, now = Date.now()): Promise<string> {
    return this.db.transaction().execute(async (db) => {
      const gone = await db
        .deleteFrom('invitations')
        .where('hash', '=', hashOf(token))
        .where('expires_at', '>', new Date(now).toISOString())
        .returning('person')
        .executeTakeFirst();
      if (gone === undefined) throw new AccessRefused('invitation-unknown');
      const { person } = gone;
      const other = db.selectFrom('people').select('id').where('login', '=', folded(login)).where('id', '!=', person);
      if ((await other.executeTakeFirst()) !== undefined) throw new AccessRefused('login-taken');
      for (const table of ['passwords', 'totp', 'recovery_codes', 'passkeys', 'sessions', 'known_devices'] as const) {
        await db.deleteFrom(table).where('person', '=', person).execute();
      }
      await db
        .updateTable('people')
        .set({ login: folded(login), name })
        .where('id', '=', person)
        .execute();
      return person;
    });
  }

  /**
   * Invites the first administrator, where there was never a person. Two processes that ask invite one.
   * @returns undefined where there are people
   */
  async inviteFirst(organisation: string, now = Date.now()): Promise<NewInvitation | undefined> {
    const token = PREFIX + randomSecret();
    const [made, ends] = [new Date(now).toISOString(), new Date(now + FIRST_INVITATION_MS).toISOString()];
    return this.db.transaction().execute(async (db) => {
      if ((await db.selectFrom('people').select('id').limit(1).executeTakeFirst()) !== undefined) return undefined;
      const person = `person-${crypto.randomUUID()}`;
      const nothing = { login: null, language: null, disabled_at: null };
      await db
        .insertInto('people')
        .values({ id: person, name: 'administrator', created_at: made, ...nothing })
        .execute();
      const roles = JSON.stringify(['administrator']);
      await db.insertInto('memberships').values({ person, organisation, roles, since: made }).execute();
      await db
        .insertInto('invitations')
        .values({ hash: hashOf(token), person, made_at: made, expires_at: ends })
        .execute();
      return { person, token, expiresAt: ends };
    });
  }
}
