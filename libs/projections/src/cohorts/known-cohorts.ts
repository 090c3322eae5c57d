import { cohort as model, findEntry, type CaseEntry, type Cohort, type CohortEvent, type KnownCohort } from '#cases';
import type { Position } from '#eventsourcing';
import type { Reading } from '../database/reading.js';
import { cohortIdOf } from './cohort-batch.js';
import { cohortRow, type CohortRow } from './cohort-row.js';
import { NO_STATEMENTS, type EntryRow } from './entries.js';
import { entriesOfFiles } from './entries-of-files.js';
import { EARLIER } from './folded-cohort.js';
import { watchedOf, type Standing } from './watched-after-retraction.js';
import { wordingOf } from './wording.js';

/**
 * Cohorts as they stood at a moment, in the order of the rows given and without those that were not registered yet: one that
 * nothing was recorded of since stands as it does now, the others are folded from their own case files up to there.
 */
export async function cohortsKnown(
  { db }: Reading,
  rows: readonly CohortRow[],
  known: Position,
): Promise<readonly CohortRow[]> {
  const changed = rows.filter((row) => row.position > known && row.opened_at <= known).map(({ id }) => id);
  const files = new Map<string, EntryRow[]>();
  for (const entry of await entriesOfFiles(db, changed, known)) {
    const id = cohortIdOf(entry)!;
    if (!files.has(id)) files.set(id, []);
    files.get(id)!.push(entry);
  }
  return rows.flatMap((row) => (row.position <= known ? row : (foldedAt(files.get(row.id) ?? [], known) ?? [])));
}

/** The row of a cohort as its case file had it at a moment. @param entries all up to there, the oldest first */
function foldedAt(entries: readonly EntryRow[], known: Position): CohortRow | undefined {
  let state: Cohort = model.initial;
  let newest: EntryRow | undefined;
  let registeredAt = '';
  const standing: Standing[] = [];
  for (const row of entries) {
    const { type, data, entry_id: id, recorded_at: recordedAt } = row;
    const event = { type, data: JSON.parse(data) as unknown, id, recordedAt };
    state = model.evolve(state, event as Parameters<typeof model.evolve>[1] & CohortEvent);
    // What the cohort did not take in says nothing about it.
    if (state.status === 'unknown' || state.entries.id !== id) continue;
    newest = row;
    if (type === 'CohortRegistered') registeredAt = row.position;
    const isStruck = row.retracted_at !== null && row.retracted_at <= known;
    if (!isStruck && !NO_STATEMENTS.has(type)) standing.push({ row, bookings: bookingsOf(state, row) });
  }
  if (state.status === 'unknown' || newest === undefined) return undefined;
  const grades: Record<string, number> = {};
  for (const { row } of standing) if (row.grade !== null) grades[row.grade] = (grades[row.grade] ?? 0) + 1;
  return cohortRow({
    state: { ...state, entries: EARLIER },
    revision: newest.revision,
    position: newest.position,
    updatedAt: newest.recorded_at,
    openedAt: entries[0]!.position,
    registeredAt,
    grades,
    unsourced: standing.filter(({ row }) => row.grade === null).length,
    latestDay: '',
    presence: {},
    watched: watchedOf(standing, state.openHandovers),
  });
}

/** What an entry booked: of an amendment, what it says of the entry that it put right. */
function bookingsOf(state: KnownCohort, row: EntryRow): CaseEntry['bookings'] {
  return row.type === 'EntryAmended' ? findEntry(state, wordingOf(row).entryId)!.bookings : state.entries.bookings;
}

/** Ids of cohorts that were ever called otherwise: what they were called then is to be looked at. */
export async function everRenamed({ db }: Reading): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('entries').select('stream').distinct().where('type', '=', 'CohortRenamed').execute();
  return new Set(rows.map(({ stream }) => stream.slice('cohort-'.length)));
}
