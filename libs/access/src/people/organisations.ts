import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AccessTables, OrganisationRow } from '../access-file.js';

/** Those who work together: roles are held in one. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** RFC 3339 instant. */
  readonly createdAt: string;
  /** True for the one whose administrators and auditors have the whole server. */
  readonly runsServer: boolean;
}

export class Organisations {
  constructor(private readonly db: Kysely<AccessTables>) {}

  async list(): Promise<Organisation[]> {
    const rows = await this.db.selectFrom('organisations').selectAll().orderBy('created_at').orderBy('id').execute();
    return rows.map(toOrganisation);
  }

  async find(id: string): Promise<Organisation | undefined> {
    const row = await this.db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toOrganisation(row);
  }

  /** The one that runs the server: it has been there from the first start on. */
  async ofServer(): Promise<Organisation> {
    const query = this.db.selectFrom('organisations').selectAll().where('runs_server', '=', 1);
    return toOrganisation(await query.executeTakeFirstOrThrow());
  }

  /** @returns undefined where another one has that name */
  async create(name: string): Promise<Organisation | undefined> {
    const row = { id: `organisation-${randomUUID()}`, name, created_at: new Date().toISOString(), runs_server: 0 };
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('organisations')
      .values(row)
      .onConflict((taken) => taken.column('name').doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n ? toOrganisation(row) : undefined;
  }

  /** @returns false where another one has that name */
  async rename(id: string, name: string): Promise<boolean> {
    const taken = this.db.selectFrom('organisations').select('id').where('name', '=', name).where('id', '!=', id);
    return this.db.transaction().execute(async (db) => {
      if ((await db.executeQuery(taken)).rows.length > 0) return false;
      await db.updateTable('organisations').set({ name }).where('id', '=', id).execute();
      return true;
    });
  }
}

function toOrganisation({ id, name, created_at, runs_server }: OrganisationRow): Organisation {
  return { id, name, createdAt: created_at, runsServer: runs_server === 1 };
}
