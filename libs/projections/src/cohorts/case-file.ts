import {
  cohort as model,
  type CaseFacts,
  type Cohort,
  type CohortEvent,
  type EdtfDate,
  type Figure,
  type Whereabouts as Place,
  type StatedBasis,
} from '#cases';
import type { Json, Position } from '#eventsourcing';
import { fromCursor, limitOf, toCursor, type Page, type Paging } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import type { ReadModels } from '../database/reading.js';
import { peopledInOrder } from './balances.js';
import { entriesOfFiles } from './entries-of-files.js';
import type { OnADay } from './as-of.js';
import { dayRange, type EntryRow } from './entries.js';

/** People in one position, before or after an entry. */
export type PeopleThere = Place & { readonly people: Figure };

/** A line of the case file. */
export interface CaseFileEntry extends Assessed {
  readonly entryId: string;
  readonly position: Position;
  readonly revision: number;
  readonly type: string;
  readonly occurredOn: EdtfDate | null;
  readonly recordedAt: string;
  /** When the client says that it was written, by a clock that nobody checked; null where it did not say. */
  readonly writtenAt: string | null;
  readonly actor: string;
  readonly organisation: string | null;
  readonly basis: StatedBasis | null;
  /** What the event says, but for `occurredOn` and `basis`. */
  readonly data: { readonly [field: string]: Json | undefined };
  /** The entry that struck this one through; null for one that stands. */
  readonly retractedBy: string | null;
  /** The entry that put this one right: it holds as it says there. Null for one that holds as it is, or that was taken back. */
  readonly amendedBy: string | null;
  readonly before: readonly PeopleThere[];
  readonly after: readonly PeopleThere[];
}

/**
 * The entries of a cohort, the oldest first; undefined where there is no such cohort. Asked what was known at a moment, those
 * up to it: what was struck through later stands. Asked about a day, those of what had happened by then, and those without a day.
 * @throws InvalidCursor
 * @throws InvalidMoment
 */
export async function caseFile(
  models: ReadModels,
  cohortId: string,
  { knownAt, on, ...paging }: Paging & KnownAt & OnADay = {},
): Promise<Page<CaseFileEntry> | undefined> {
  const { cursor } = paging;
  const limit = limitOf(paging);
  const list = `entries ${cohortId}`;
  const after = cursor === undefined ? -1 : Number(fromCursor(list, cursor, 1)[0]);
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const file = await entriesOfFiles(reading.db, [cohortId], known);
    if (file.length === 0) return undefined;
    // On a day, nobody knows how many entries a page has to go through.
    const rows = on === undefined ? file.filter(({ revision }) => revision <= after + limit + 1) : file;
    const all = withStates(rows, known).filter(({ revision, occurredOn }) => revision > after && isBy(on, occurredOn));
    const page = all.slice(0, limit);
    const ids = page.map(({ entryId }) => entryId);
    const assessed = await assessmentsOf(reading, ids, known);
    return {
      ...answered(reading, known),
      rows: page.map((entry) => ({ ...entry, ...assessed(entry.entryId) })),
      next: all.length > limit ? toCursor(list, [page.at(-1)!.revision]) : null,
    };
  });
}

/** Whether something had happened by a day, as far as its date says so. */
function isBy(on: string | undefined, occurredOn: EdtfDate | null): boolean {
  const latest = occurredOn === null ? null : (dayRange(occurredOn)?.latest ?? null);
  return on === undefined || latest === null || latest <= on;
}

/** A line as its own file has it: what others said about the entry stands elsewhere. */
export type CaseFileLine = Omit<CaseFileEntry, keyof Assessed>;

/** Folds the case file from its beginning: what was where before and after each entry. */
export function withStates(rows: readonly EntryRow[], known: Position | undefined): CaseFileLine[] {
  let state: Cohort = model.initial;
  let before: readonly PeopleThere[] = [];
  const amendments = new Set(rows.flatMap(({ type, entry_id }) => (type === 'EntryAmended' ? [entry_id] : [])));
  return rows.map((row) => {
    const data = JSON.parse(row.data) as CohortEvent['data'];
    const event = { type: row.type, data, id: row.entry_id, recordedAt: row.recorded_at } as CohortEvent & EventKeys;
    state = model.evolve(state, event);
    const after = peopleIn(state);
    const struckBy = struckUntil(row, known);
    const isAmended = struckBy !== null && amendments.has(struckBy);
    const ended = { retractedBy: isAmended ? null : struckBy, amendedBy: isAmended ? struckBy : null };
    const entry = { ...fileEntry(row, data), ...ended, before, after };
    before = after;
    return entry;
  });
}

interface EventKeys {
  readonly id: string;
  readonly recordedAt: string;
}

function peopleIn(state: Cohort): PeopleThere[] {
  if (state.status === 'unknown') return [];
  return peopledInOrder(state.accounts).map(({ whereabouts, people }) => ({ ...whereabouts, people }));
}

/** The entry that had struck a row through by a moment. */
function struckUntil({ retracted_at, retracted_by }: EntryRow, known: Position | undefined): string | null {
  return known !== undefined && retracted_at !== null && retracted_at > known ? null : retracted_by;
}

function fileEntry(
  row: EntryRow,
  stated: CohortEvent['data'],
): Omit<CaseFileLine, 'before' | 'after' | 'retractedBy' | 'amendedBy'> {
  // Where an entry that was amended began is of use to the projections alone.
  const { occurredOn, basis, first: _, ...data } = stated as Partial<CaseFacts> & { first?: unknown };
  return {
    entryId: row.entry_id,
    position: row.position,
    revision: row.revision,
    type: row.type,
    occurredOn: occurredOn ?? null,
    recordedAt: row.recorded_at,
    writtenAt: row.written_at,
    actor: row.actor,
    organisation: row.organisation,
    basis: basis ?? null,
    data: data as CaseFileEntry['data'],
  };
}
