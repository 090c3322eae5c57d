import { cohort as model, type Cohort, type CohortEvent, type EntryRetracted } from '#cases';
import type { Recorded } from '#eventsourcing';
import type { Transaction } from '../database/transaction.js';
import { entryRow, type EntryRow } from './entries.js';
import { EARLIER, type FoldedCohort } from './folded-cohort.js';
import { movementRows, type MovementRow } from './movements.js';
import { takeIn } from './opening.js';
import { struckEntry, withCaseFile, type Struck } from './struck.js';

const PREFIX = `${model.category}-`;

export function cohortIdOf({ stream }: Pick<Recorded, 'stream'>): string | undefined {
  return stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;
}

/** A batch of events folded in memory: the rows that it adds and those that it changes. */
export class CohortBatch {
  readonly entries: EntryRow[] = [];
  readonly movements: MovementRow[] = [];
  /** Entries and movements of earlier batches that were struck through, by log position. */
  readonly struckEntries: Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>[] = [];
  readonly struckMovements: Pick<MovementRow, 'position' | 'ordinal' | 'retracted_at'>[] = [];
  readonly redated: Pick<MovementRow, 'position' | 'ordinal' | 'counts_from'>[] = [];
  readonly changed = new Map<string, FoldedCohort>();
  /** Cohorts whose movements have to be dated anew. */
  readonly unsettled = new Set<string>();

  private readonly entriesById = new Map<string, EntryRow>();
  private readonly movementsAt = new Map<string, readonly MovementRow[]>();

  constructor(
    private readonly transaction: Transaction,
    /** Cohorts as earlier batches left them. */
    private readonly known: ReadonlyMap<string, FoldedCohort>,
  ) {}

  async take(event: Recorded): Promise<void> {
    const row = entryRow(event);
    this.entries.push(row);
    this.entriesById.set(event.id, row);
    const struck = event.type === 'EntryRetracted' ? await this.strike(event) : undefined;
    const id = cohortIdOf(event);
    if (id !== undefined) await this.fold(id, event, row, struck);
  }

  private async fold(id: string, event: Recorded, row: EntryRow, struck: Struck | undefined): Promise<void> {
    const folded = this.changed.get(id) ?? this.known.get(id) ?? unknown();
    const stated = event as unknown as CohortEvent & Recorded;
    const state = model.evolve(await this.stateBefore(folded, event), stated);
    if (state.status === 'unknown' || state.entries.id !== event.id) return;

    folded.state = state;
    folded.revision = event.revision;
    folded.position = event.position;
    folded.updatedAt = event.recordedAt;
    this.changed.set(id, folded);
    if (event.type !== 'EntryRetracted') grade(folded, row, 1);
    else if (struck !== undefined) this.takeBack(folded, struck);
    const { bookings } = state.entries;
    if (bookings.length > 0) this.move(folded, movementRows(event, state, bookings));
  }

  private async stateBefore({ state }: FoldedCohort, { type, stream }: Recorded): Promise<Cohort> {
    if (state === undefined) return model.initial;
    return type === 'EntryRetracted' ? withCaseFile(this.transaction, stream, state) : state;
  }

  private move(folded: FoldedCohort, rows: readonly MovementRow[]): void {
    this.movements.push(...rows);
    this.movementsAt.set(rows[0]!.position, rows);
    const redated = takeIn(folded, rows);
    if (redated === undefined) this.unsettled.add(folded.state.id);
    for (const [position, counts_from] of redated ?? []) {
      const inBatch = this.movementsAt.get(position);
      if (inBatch === undefined) this.redated.push({ position, ordinal: 0, counts_from });
      else for (const row of inBatch) row.counts_from = counts_from;
    }
  }

  private takeBack(folded: FoldedCohort, { entry, movements }: Struck): void {
    grade(folded, entry, -1);
    if (movements.length > 0) this.unsettled.add(folded.state.id);
  }

  /** Marks the entry that an event strikes through, wherever it stands. */
  private async strike(event: Recorded): Promise<Struck | undefined> {
    const { entryId } = event.data as EntryRetracted['data'];
    const mark = { retracted_at: event.position, retracted_by: event.id };
    const inBatch = this.entriesById.get(entryId);
    if (inBatch !== undefined) {
      const movements = this.movementsAt.get(inBatch.position) ?? [];
      Object.assign(inBatch, mark);
      for (const movement of movements) movement.retracted_at = event.position;
      return { entry: inBatch, movements };
    }
    const struck = await struckEntry(this.transaction, event.stream, entryId);
    if (struck === undefined) return undefined;
    this.struckEntries.push({ position: struck.entry.position, ...mark });
    for (const { position, ordinal } of struck.movements) {
      this.struckMovements.push({ position, ordinal, retracted_at: event.position });
    }
    return struck;
  }
}

function unknown(): FoldedCohort {
  return {
    state: undefined as never,
    revision: -1,
    position: '',
    updatedAt: '',
    grades: {},
    unsourced: 0,
    latestDay: '',
    opening: null,
  };
}

/** Retractions are no statements: only what they leave standing is graded. */
function grade(folded: FoldedCohort, entry: EntryRow, times: 1 | -1): void {
  if (entry.grade === null) folded.unsourced += times;
  else folded.grades[entry.grade] = (folded.grades[entry.grade] ?? 0) + times;
}

/** Forgets the entries of the batch: what is needed of them later is looked up. */
export function forgetEntries(folded: FoldedCohort): void {
  folded.state = { ...folded.state, entries: EARLIER };
}
