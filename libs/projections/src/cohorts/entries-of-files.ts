import type { Position } from '#eventsourcing';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { EntryRow } from './entries.js';

/**
 * The case files of some cohorts: from the newest entry of each back to the first, by the links between them; given in the
 * order in which they were recorded.
 * @param until log position of the last entry to be given; left out: all of them
 */
export async function entriesOfFiles(
  db: Kysely<Tables>,
  ids: readonly string[],
  until?: Position,
): Promise<EntryRow[]> {
  const rows = db
    .withRecursive('file', (recursion) =>
      recursion
        .selectFrom('entries')
        .innerJoin('cohorts', 'cohorts.position', 'entries.position')
        .selectAll('entries')
        .where('cohorts.id', 'in', ids)
        .unionAll(
          recursion.selectFrom('file').innerJoin('entries', 'entries.position', 'file.previous').selectAll('entries'),
        ),
    )
    .selectFrom('file')
    .selectAll()
    .orderBy('position');
  return (await (until === undefined ? rows : rows.where('position', '<=', until)).execute()) as EntryRow[];
}
