import type { ReadModels } from '../database/reading.js';

/** Who says what an entry says: the id of its source, null where it names none; undefined where no file has an entry of this id. */
export async function sourceOfEntry(models: ReadModels, entryId: string): Promise<string | null | undefined> {
  return models.read(async ({ db }) => {
    const row = await db.selectFrom('entries').select('source').where('entry_id', '=', entryId).executeTakeFirst();
    return row?.source;
  });
}
