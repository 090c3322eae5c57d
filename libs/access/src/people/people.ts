import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AccessTables, PersonRow } from '../access-file.js';
import type { Role } from '../roles.js';
import { AccessRefused } from '../refused.js';

/** What a person may do in an organisation. */
export interface Membership {
  readonly id: string;
  /** The organisation's name. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** True for the one that runs the server. */
  readonly runsServer: boolean;
}

export interface Person {
  readonly id: string;
  /** What the person signs in as; null until the invitation is accepted. */
  readonly login: string | null;
  readonly name: string;
  readonly language: string | null;
  /** RFC 3339 instants. */
  readonly createdAt: string;
  readonly disabledAt: string | null;
  /** Until when an invitation waits to be accepted; null where none does. */
  readonly invitedUntil: string | null;
  readonly organisations: readonly Membership[];
}

export interface NewPerson {
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
}

type Db = Kysely<AccessTables> | Transaction<AccessTables>;

/** So that a login is found however it is typed: case, width and spaces around it do not count. */
export function folded(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}

/** Who there is, and in which organisations. What they sign in with is kept elsewhere. */
export class People {
  constructor(private readonly db: Kysely<AccessTables>) {}

  /** Everybody, or the members of some organisations, in the order in which they came. */
  async list(organisations?: readonly string[]): Promise<Person[]> {
    const rows = await this.db
      .selectFrom('people')
      .selectAll()
      .$if(organisations !== undefined, (all) =>
        all.where('id', 'in', (inside) =>
          inside.selectFrom('memberships').select('person').where('organisation', 'in', organisations!),
        ),
      )
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return this.complete(rows);
  }

  async find(id: string): Promise<Person | undefined> {
    const rows = await this.db.selectFrom('people').selectAll().where('id', '=', id).execute();
    return (await this.complete(rows))[0];
  }

  /** Makes a person who cannot sign in before an invitation was accepted. @returns the id: it says nothing of the person */
  async create({ name, organisation, roles }: NewPerson): Promise<string> {
    const id = `person-${randomUUID()}`;
    await this.db.transaction().execute(async (db) => {
      await db
        .insertInto('people')
        .values({ id, login: null, name, language: null, ...now(), disabled_at: null })
        .execute();
      await setRoles(db, id, organisation, roles);
    });
    return id;
  }

  /** Says what a person may do in an organisation from now on; without a role he is no member. */
  async giveRoles(id: string, organisation: string, roles: readonly Role[]): Promise<void> {
    await this.db.transaction().execute((db) => setRoles(db, id, organisation, roles));
  }

  async describe(id: string, what: { readonly name?: string; readonly language?: string | null }): Promise<void> {
    if (Object.keys(what).length > 0) await this.db.updateTable('people').set(what).where('id', '=', id).execute();
  }

  /** Lets a person in no longer. */
  async disable(id: string): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      const disabled_at = new Date().toISOString();
      await db
        .updateTable('people')
        .set({ disabled_at })
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .execute();
      await db.deleteFrom('invitations').where('person', '=', id).execute();
    });
  }

  /** Forgets a person with all that is kept of him: name, login, credentials, sessions. */
  async forget(id: string): Promise<void> {
    await this.db.deleteFrom('people').where('id', '=', id).execute();
  }

  /** The cohorts that a person follows. */
  async followed(id: string): Promise<string[]> {
    const rows = await this.db
      .selectFrom('followed_cohorts')
      .select('cohort')
      .where('person', '=', id)
      .orderBy('cohort')
      .execute();
    return rows.map(({ cohort }) => cohort);
  }

  async follow(person: string, cohort: string): Promise<void> {
    await this.db
      .insertInto('followed_cohorts')
      .values({ person, cohort })
      .onConflict((known) => known.doNothing())
      .execute();
  }

  async unfollow(person: string, cohort: string): Promise<void> {
    await this.db.deleteFrom('followed_cohorts').where('person', '=', person).where('cohort', '=', cohort).execute();
  }

  private async complete(rows: readonly PersonRow[]): Promise<Person[]> {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return [];
    const [memberships, invitations] = [
      await membershipsOf(this.db, ids),
      await this.db.selectFrom('invitations').select(['person', 'expires_at']).where('person', 'in', ids).execute(),
    ];
    const instant = new Date().toISOString();
    return rows.map(({ id, login, name, language, created_at, disabled_at }) => {
      const invitation = invitations.find(({ person, expires_at }) => person === id && expires_at > instant);
      return {
        id,
        login,
        name,
        language,
        createdAt: created_at,
        disabledAt: disabled_at,
        invitedUntil: invitation?.expires_at ?? null,
        organisations: memberships.get(id) ?? [],
      };
    });
  }
}

/** What people may do, by their ids. */
export async function membershipsOf(db: Db, people: readonly string[]): Promise<Map<string, Membership[]>> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('organisations', 'organisations.id', 'memberships.organisation')
    .select(['person', 'organisations.id', 'organisations.name', 'roles', 'runs_server'])
    .where('person', 'in', [...people])
    .orderBy('since')
    .orderBy('organisations.id')
    .execute();
  const found = new Map<string, Membership[]>();
  for (const { person, id, name, roles, runs_server } of rows) {
    const membership = { id, name, roles: JSON.parse(roles) as Role[], runsServer: runs_server === 1 };
    found.set(person, [...(found.get(person) ?? []), membership]);
  }
  return found;
}

async function setRoles(db: Db, person: string, organisation: string, roles: readonly Role[]): Promise<void> {
  const known = await db.selectFrom('organisations').select('id').where('id', '=', organisation).executeTakeFirst();
  if (known === undefined) throw new AccessRefused('organisation-not-found');
  if (roles.length === 0) {
    await db.deleteFrom('memberships').where('person', '=', person).where('organisation', '=', organisation).execute();
    return;
  }
  const text = JSON.stringify(roles);
  await db
    .insertInto('memberships')
    .values({ person, organisation, roles: text, since: new Date().toISOString() })
    .onConflict((known) => known.columns(['person', 'organisation']).doUpdateSet({ roles: text }))
    .execute();
}

function now(): { readonly created_at: string } {
  return { created_at: new Date().toISOString() };
}
