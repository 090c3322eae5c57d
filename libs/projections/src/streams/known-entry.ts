import type { ReadModels } from '../database/reading.js';

/** True where some file has an entry of this id. */
export async function isEntry(models: ReadModels, entryId: string): Promise<boolean> {
  return models.read(async ({ db }) => {
    const row = await db.selectFrom('entries').select('position').where('entry_id', '=', entryId).executeTakeFirst();
    return row !== undefined;
  });
}
