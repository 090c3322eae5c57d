import type { Kysely } from 'kysely';
import type { AccessTables } from '../access-file.js';
import type { Caller } from '../caller.js';
import { membershipsOf, type Membership } from './people.js';

/** Who an actor of records and activities is, as far as the reader may know. */
export interface ActorName {
  /** As the record names the actor. */
  readonly id: string;
  readonly kind: 'person' | 'service';
  /** Null where the reader may not know it, or nobody does any longer. */
  readonly name: string | null;
  /** The name of the organisation that a person works for; null for none. */
  readonly organisation: string | null;
  /** True for a person who has been removed: the record stays, and the name is gone. */
  readonly isFormer: boolean;
}

const PERSON = /^person-[\da-f-]{36}$/;

/**
 * Names of those who did something. Records hold ids that say nothing, so that a person can be forgotten; the name is looked up
 * when it is shown.
 */
export class Names {
  constructor(private readonly db: Kysely<AccessTables>) {}

  /** In the order of the ids. A reader knows the people of his own organisation; whoever belongs to the one that runs the server, all. */
  async of(ids: readonly string[], reader: Caller): Promise<ActorName[]> {
    const people = [...new Set(ids.filter((id) => PERSON.test(id)))];
    if (people.length === 0) return ids.map(serviceNamed);
    const rows = await this.db.selectFrom('people').select(['id', 'name']).where('id', 'in', people).execute();
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    const memberships = await membershipsOf(this.db, people);
    const organisations = await this.organisationsOf(reader);
    const mayKnow = (held: readonly Membership[]): boolean =>
      organisations === 'all' || held.some(({ id }) => organisations.has(id));
    return ids.map((id) => {
      if (!PERSON.test(id)) return serviceNamed(id);
      const held = memberships.get(id) ?? [];
      const isFormer = held.length === 0;
      const name = !isFormer && mayKnow(held) ? names.get(id)! : null;
      return { id, kind: 'person', name, organisation: held[0]?.name ?? null, isFormer };
    });
  }

  /** The organisations whose people a reader may know. A token that belongs to none is one of the server's own. */
  private async organisationsOf({ session }: Caller): Promise<ReadonlySet<string> | 'all'> {
    if (session === null) return 'all';
    const held = (await membershipsOf(this.db, [session.person])).get(session.person) ?? [];
    return held.some(({ runsServer }) => runsServer) ? 'all' : new Set(held.map(({ id }) => id));
  }
}

/** What a token's owner was called is all that there is of him. */
function serviceNamed(id: string): ActorName {
  return { id, kind: 'service', name: id, organisation: null, isFormer: false };
}
