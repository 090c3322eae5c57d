import type { Position } from '#eventsourcing';
import { standingAt } from '../clocks/known.js';
import { NO_STATEMENTS } from '../cohorts/entries.js';
import type { Reading } from '../database/reading.js';
import type { Unsourced } from './watched-cohort.js';

/**
 * The entries of some cohorts that stand and name no source, the oldest first: found along the links of their files.
 * @param known left out: those that stand now
 */
export async function unsourcedEntries(
  { db }: Reading,
  cohortIds: readonly string[],
  known: Position | undefined,
): Promise<ReadonlyMap<string, readonly Unsourced[]>> {
  const rows = await db
    .withRecursive('file', (recursion) =>
      recursion
        .selectFrom('cohorts')
        .innerJoin('entries', 'entries.position', 'cohorts.position')
        .select(['cohorts.id as cohort', 'entries.position as at', 'entries.previous as previous'])
        .where('cohorts.id', 'in', cohortIds)
        .unionAll(
          recursion
            .selectFrom('file')
            .innerJoin('entries', 'entries.position', 'file.previous')
            .select(['file.cohort', 'entries.position as at', 'entries.previous as previous']),
        ),
    )
    .selectFrom('file')
    .innerJoin('entries', 'entries.position', 'file.at')
    .select(['file.cohort', 'entry_id', 'recorded_at'])
    .where('source', 'is', null)
    .where(standingAt(known, 'entries'))
    .where('type', 'not in', [...NO_STATEMENTS])
    .orderBy('file.at')
    .execute();
  const byCohort = new Map<string, Unsourced[]>();
  for (const { cohort, entry_id: entryId, recorded_at } of rows) {
    const ofOne = byCohort.get(cohort) ?? [];
    ofOne.push({ entryId, recordedOn: recorded_at.slice(0, '2025-08-24'.length) });
    byCohort.set(cohort, ofOne);
  }
  return byCohort;
}
