import type { Position } from '#eventsourcing';
import { CohortWatch, type CohortAlert } from '../alerts/cohort-alerts.js';
import type { Answer } from '../answer.js';
import { assessmentsOf } from '../assessments/assessed.js';
import { BEFORE_ALL } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import type { AsOf } from './as-of.js';
import { withStates, type CaseFileEntry } from './case-file.js';
import { cohortIdOf } from './cohort-batch.js';
import { statusesOf, type CohortStatus } from './cohort-status.js';
import type { EntryRow } from './entries.js';
import { entriesOfFiles } from './entries-of-files.js';

/** Of a cohort with more new entries than this, the file is to be read page by page. */
const MOST_ENTRIES = 200;

export interface SyncQuery extends AsOf {
  /** The cohorts that somebody follows. */
  readonly ids: readonly string[];
  /** What is known to the client already; left out: nothing. */
  readonly after?: Position;
}

/** An entry with whose it is. */
export interface SyncedEntry extends CaseFileEntry {
  readonly cohortId: string;
}

/** An alert with whom it is about. */
export interface SyncedAlert extends CohortAlert {
  readonly cohortId: string;
}

/** What changed about cohorts since a position. Asked again with `after` its position, it goes on from there. */
export interface CohortChanges extends Answer {
  /** Those of which something was recorded since, as they stand now. */
  readonly cohorts: readonly CohortStatus[];
  /** Entries that were recorded, struck through, disputed or corroborated since, the oldest first. */
  readonly entries: readonly SyncedEntry[];
  /** Every alert about the cohorts that holds and is not put aside: they follow the clock, too. */
  readonly alerts: readonly SyncedAlert[];
  /** Cohorts of which more entries came than are given here: read their files. */
  readonly cut: readonly string[];
  /** Cohorts that there are not, or not any more. */
  readonly gone: readonly string[];
}

/** What changed about some cohorts since a position. */
export async function cohortChanges(models: ReadModels, query: SyncQuery): Promise<CohortChanges> {
  const { ids, after = BEFORE_ALL, asOf } = query;
  return models.read(async (reading) => {
    const rows = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', ids).orderBy('id').execute();
    const changed = rows.filter(({ position }) => position > after);
    const assessed = await assessedSince(reading, ids, after);
    const isNew = (row: EntryRow): boolean =>
      row.position > after || (row.retracted_at ?? BEFORE_ALL) > after || assessed.entries.has(row.entry_id);
    const files = await entriesOfFiles(reading.db, [...new Set([...changed.map(({ id }) => id), ...assessed.cohorts])]);
    const { entries, cut } = await newEntries(reading, files, isNew);
    const watch = await CohortWatch.read(
      reading,
      rows.map(({ id }) => id),
      asOf,
    );
    const known = new Set(rows.map(({ id }) => id));
    return {
      position: reading.position,
      cohorts: await statusesOf(reading, changed, { asOf }),
      entries,
      alerts: rows.flatMap((row) => watch.shown(row).map((alert) => ({ cohortId: row.id, ...alert }))),
      cut,
      gone: ids.filter((id) => !known.has(id)),
    };
  });
}

/** Entries of some cohorts of which others said something since a position, and whose they are. */
async function assessedSince({ db }: Reading, ids: readonly string[], after: Position) {
  const rows = await db
    .selectFrom('assessments')
    .innerJoin('entries', 'entries.entry_id', 'assessments.id')
    .select(['entries.entry_id', 'entries.stream'])
    .where('assessments.position', '>', after)
    .where(
      'entries.stream',
      'in',
      ids.map((id) => `cohort-${id}`),
    )
    .execute();
  return {
    entries: new Set(rows.map(({ entry_id }) => entry_id)),
    cohorts: new Set(rows.map(({ stream }) => cohortIdOf({ stream })!)),
  };
}

async function newEntries(
  reading: Reading,
  files: readonly EntryRow[],
  isNew: (row: EntryRow) => boolean,
): Promise<Pick<CohortChanges, 'entries' | 'cut'>> {
  const cut: string[] = [];
  const found: Omit<SyncedEntry, 'disputedBy' | 'corroboratedBy'>[] = [];
  for (const [stream, file] of Map.groupBy(files, (row) => row.stream)) {
    const cohortId = cohortIdOf({ stream })!;
    const wanted = new Set(file.filter(isNew).map(({ entry_id }) => entry_id));
    if (wanted.size > MOST_ENTRIES) cut.push(cohortId);
    else {
      const lines = withStates(file, undefined).filter(({ entryId }) => wanted.has(entryId));
      found.push(...lines.map((line) => ({ cohortId, ...line })));
    }
  }
  const assessed = await assessmentsOf(
    reading,
    found.map(({ entryId }) => entryId),
  );
  const entries = found.map((entry) => ({ ...entry, ...assessed(entry.entryId) }));
  return { entries: entries.sort((a, b) => (a.position < b.position ? -1 : 1)), cut };
}
