import type { Position } from '#eventsourcing';
import { cohortIdOf } from '../cohorts/cohort-batch.js';
import { portions } from '../database/dialect.js';
import type { Reading } from '../database/reading.js';
import { fileOfStream, type FileName } from '../streams/files.js';
import type { ChangedMovement } from './changed-movements.js';
import type { Sides } from './sides.js';

/** Why an entry made a difference. */
export const WHYS = ['recorded', 'recorded-late', 'another-day'] as const;
export type Why = (typeof WHYS)[number];

/** An entry that made a difference to a row. */
export interface Explanation {
  readonly entryId: string;
  readonly position: Position;
  readonly type: string;
  /** The file that it is in. */
  readonly file: FileName;
  /** Of one in a cohort's case file; null for others. */
  readonly cohortId: string | null;
  readonly recordedAt: string;
  readonly occurredOn: string | null;
  readonly source: string | null;
  /** The entry that struck this one through, as it was known at the later moment; null for one that stood. */
  readonly retractedBy: string | null;
  /** Of a retraction, the entry that it struck through; null for others. */
  readonly retracts: string | null;
  /**
   * `recorded`: between the two moments. `recorded-late`: between them too, but about a day that was past at the earlier one, so
   * that it changed what was said of it. `another-day`: known at both, but counted on one of the two days only.
   */
  readonly why: Why;
}

/** The entries that made a difference to one row: by log position, whether they were recorded late. */
export type Causes = Map<Position, Why>;

/** Adds what a change came from: of a movement, or of a figure of an exchange. @param day by which what changed certainly was */
export function addCause(causes: Causes, position: Position, day: string, sides: Sides): void {
  if (position <= sides.from.known) causes.set(position, 'another-day');
  else if (day <= sides.fromDay) causes.set(position, 'recorded-late');
  else if (!causes.has(position)) causes.set(position, 'recorded');
}

/** Adds what made a movement count otherwise. */
export function addMovement(causes: Causes, { before, after, cause }: ChangedMovement, sides: Sides): void {
  addCause(causes, cause, (before ?? after)!.latest, sides);
}

/** Adds what changed how well a movement is sourced. */
export function addSupport(causes: Causes, { support }: Pick<ChangedMovement, 'support'>): void {
  for (const position of support) causes.set(position, 'recorded');
}

/** Entries that are named with one row, at most: the first of them. */
const NAMED = 200;

/** The first causes of a row, in the order of the log. */
export function firstOf(causes: Causes): readonly Position[] {
  return [...causes.keys()].sort().slice(0, NAMED);
}

/** What is to be told of some entries, by their log positions. */
export async function entriesAt(
  { db }: Reading,
  positions: Iterable<Position>,
  known: Position,
): Promise<ReadonlyMap<Position, Omit<Explanation, 'why'>>> {
  const told = new Map<Position, Omit<Explanation, 'why'>>();
  for (const some of portions([...new Set(positions)])) {
    const rows = await db.selectFrom('entries').selectAll().where('position', 'in', some).execute();
    for (const row of rows) {
      const isStruck = row.retracted_at !== null && row.retracted_at <= known;
      told.set(row.position, {
        entryId: row.entry_id,
        position: row.position,
        type: row.type,
        file: fileOfStream(row.stream),
        cohortId: cohortIdOf(row) ?? null,
        recordedAt: row.recorded_at,
        occurredOn: row.occurred_on,
        source: row.source,
        retractedBy: isStruck ? row.retracted_by : null,
        retracts: row.type === 'EntryRetracted' ? (JSON.parse(row.data) as { entryId: string }).entryId : null,
      });
    }
  }
  return told;
}
