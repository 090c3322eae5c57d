import type { Kysely } from 'kysely';
import type { AccessTables } from '../access-file.js';
import { hashOf, randomSecret } from '../secret.js';

/** A browser is known for so long after it was last signed in with. */
export const KNOWN_FOR_MS = 180 * 24 * 3_600_000;
const MOST_OF_A_PERSON = 20;

/** Browsers that people have signed in with before. They open nothing: their attempts have a count of their own. */
export class KnownDevices {
  constructor(private readonly db: Kysely<AccessTables>) {}

  /** Whether a person has signed in with this browser. */
  async isKnown(person: string | undefined, secret: string, now = Date.now()): Promise<boolean> {
    const since = new Date(now - KNOWN_FOR_MS).toISOString();
    const found = await this.db
      .selectFrom('known_devices')
      .select('hash')
      .where('hash', '=', hashOf(secret))
      .where('person', '=', person ?? '')
      .where('last_used_at', '>', since)
      .executeTakeFirst();
    return found !== undefined;
  }

  /** Knows this browser from now on. @returns what its cookie is to hold */
  async know(person: string, now = Date.now()): Promise<string> {
    const secret = randomSecret();
    await this.db.transaction().execute(async (db) => {
      const mine = db.selectFrom('known_devices').select('hash').where('person', '=', person);
      const rows = await mine.orderBy('last_used_at', 'desc').execute();
      const old = rows.slice(MOST_OF_A_PERSON - 1).map(({ hash }) => hash);
      if (old.length > 0) await db.deleteFrom('known_devices').where('hash', 'in', old).execute();
      const row = { hash: hashOf(secret), person, last_used_at: new Date(now).toISOString() };
      await db.insertInto('known_devices').values(row).execute();
    });
    return secret;
  }
}
