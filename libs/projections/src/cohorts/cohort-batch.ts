import { cohort as model, type Cohort, type CohortEvent, type EntryRetracted } from '#cases';
import type { Recorded } from '#eventsourcing';
import type { Transaction } from '../database/transaction.js';
import { entryRow, type EntryRow } from './entries.js';
import { EARLIER, type FoldedCohort } from './folded-cohort.js';
import { daysFor, movementRows, type MovementRow } from './movements.js';
import { takeIn } from './opening.js';
import { struckEntry, withCaseFile, type Struck } from './struck.js';
import { NOTHING_WATCHED, watchOn } from './watched.js';

const PREFIX = `${model.category}-`;

export function cohortIdOf({ stream }: Pick<Recorded, 'stream'>): string | undefined {
  return stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;
}

/** A batch of events folded in memory: the rows that it adds and those that it changes. */
export class CohortBatch {
  readonly entries: EntryRow[] = [];
  readonly movements: MovementRow[] = [];
  /** Entries and movements that were struck through, by log position. */
  readonly struckEntries: Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>[] = [];
  readonly struckMovements: Pick<MovementRow, 'position' | 'ordinal' | 'counts_from' | 'retracted_at'>[] = [];
  readonly redated: Pick<MovementRow, 'position' | 'ordinal' | 'counts_from'>[] = [];
  readonly changed = new Map<string, FoldedCohort>();
  /** Cohorts whose movements have to be dated anew. */
  readonly unsettled = new Set<string>();
  /** Cohorts of which an entry was struck through: what the watch knows of them has to be worked out anew. */
  readonly unwatched = new Set<string>();

  /** Movements of this batch that a later one may date, by log position. */
  private readonly loose = new Map<string, MovementRow>();
  /** Made by the first retraction: most batches have none. */
  private lookup: Lookup | undefined;

  constructor(
    private readonly transaction: Transaction,
    /** Cohorts as earlier batches left them. */
    private readonly known: ReadonlyMap<string, FoldedCohort>,
  ) {}

  /** Gives a promise only where something has to be looked up: most events need none. */
  take(event: Recorded): Promise<void> | undefined {
    const id = cohortIdOf(event);
    const folded = id === undefined ? undefined : (this.changed.get(id) ?? this.known.get(id) ?? unknown());
    const row = entryRow(event, folded?.position ?? null);
    this.entries.push(row);
    this.lookup?.add(row);
    if (folded === undefined) return undefined;
    if (event.type === 'EntryRetracted' && folded.position !== null) return this.retract(folded, event);
    const before = folded.position === null ? model.initial : folded.state;
    if (this.evolve(folded, before, event)) grade(folded, row, 1);
    return undefined;
  }

  /** False where the event says nothing about the cohort. */
  private evolve(folded: FoldedCohort, before: Cohort, event: Recorded): boolean {
    const state = model.evolve(before, event as unknown as CohortEvent & Recorded);
    if (state.status === 'unknown' || state.entries.id !== event.id) return false;
    folded.state = state;
    folded.revision = event.revision;
    folded.position = event.position;
    folded.updatedAt = event.recordedAt;
    this.changed.set(state.id, folded);
    const { bookings } = state.entries;
    if (bookings.length > 0) this.move(folded, movementRows(event, state, bookings));
    if (event.type === 'EntryRetracted') this.unwatched.add(state.id);
    else folded.watched = watchedAfter(folded, event);
    return true;
  }

  private async retract(folded: FoldedCohort, event: Recorded): Promise<void> {
    const written = this.written(event, folded);
    const { entryId } = event.data as EntryRetracted['data'];
    const struck = this.ofBatch(entryId) ?? (await struckEntry(this.transaction, written, entryId));
    this.evolve(folded, await withCaseFile(this.transaction, written, folded.state), event);
    if (struck === undefined) return;
    const { entry, movements } = struck;
    this.struckEntries.push({ position: entry.position, retracted_at: event.position, retracted_by: event.id });
    grade(folded, entry, -1);
    if (movements.length === 0) return;
    // What others fixed of its day no longer holds: struck through, it stands with the day that it gives itself.
    const { certain } = daysFor(movements[0]!.occurred_on, entry.recorded_at);
    for (const { position, ordinal } of movements) {
      this.struckMovements.push({ position, ordinal, counts_from: certain, retracted_at: event.position });
    }
    folded.opening = null;
    this.unsettled.add(folded.state.id);
  }

  private ofBatch(entryId: string): Struck | undefined {
    const entry = this.entriesOfBatch().byId.get(entryId);
    return entry && { entry, movements: this.movements.filter(({ position }) => position === entry.position) };
  }

  /** Log position of the newest entry of the case file that an earlier batch wrote. */
  private written({ stream }: Recorded, { position }: FoldedCohort): string | null {
    const first = this.entriesOfBatch().firstOf.get(stream);
    return first === undefined ? position : first.previous;
  }

  private entriesOfBatch(): Lookup {
    if (this.lookup === undefined) {
      this.lookup = new Lookup();
      for (const entry of this.entries) this.lookup.add(entry);
    }
    return this.lookup;
  }

  private move(folded: FoldedCohort, rows: readonly MovementRow[]): void {
    for (const row of rows) this.movements.push(row);
    const redated = takeIn(folded, rows);
    if (redated === undefined) this.unsettled.add(folded.state.id);
    if (folded.opening !== null) this.loose.set(rows[0]!.position, rows[0]!);
    for (const [position, counts_from] of redated ?? []) {
      const inBatch = this.loose.get(position);
      if (inBatch === undefined) this.redated.push({ position, ordinal: 0, counts_from });
      else inBatch.counts_from = counts_from;
    }
  }
}

/** Entries of the batch by their ids, and the first of each case file. */
class Lookup {
  readonly byId = new Map<string, EntryRow>();
  readonly firstOf = new Map<string, EntryRow>();

  add(entry: EntryRow): void {
    this.byId.set(entry.entry_id, entry);
    if (!this.firstOf.has(entry.stream)) this.firstOf.set(entry.stream, entry);
  }
}

function unknown(): FoldedCohort {
  return {
    state: undefined as never,
    revision: -1,
    position: null,
    updatedAt: '',
    grades: {},
    unsourced: 0,
    latestDay: '',
    opening: null,
    watched: NOTHING_WATCHED,
  };
}

function watchedAfter({ watched, state }: FoldedCohort, event: Recorded): FoldedCohort['watched'] {
  const { id, recordedAt } = event;
  const entry = { id, recordedAt, event: event as unknown as CohortEvent, bookings: state.entries.bookings };
  return watchOn(watched, entry, (account) => state.ledger.has(account), state.openHandovers);
}

/** Retractions are no statements: they are not graded, but what they strike through no longer is. */
function grade(folded: FoldedCohort, entry: EntryRow, times: 1 | -1): void {
  if (entry.grade === null) folded.unsourced += times;
  else folded.grades[entry.grade] = (folded.grades[entry.grade] ?? 0) + times;
}

/** Forgets the entries of the batch: what is needed of them later is looked up. */
export function forgetEntries(folded: FoldedCohort): void {
  folded.state = { ...folded.state, entries: EARLIER };
}
