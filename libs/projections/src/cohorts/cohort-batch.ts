import {
  cohort as model,
  findEntry,
  keyOf,
  NO_ACCOUNTS,
  presenceAfter,
  type Booking,
  type Cohort,
  type CohortEvent,
  type EntryAmended,
  type EntryDays,
  type EntryRetracted,
} from '#cases';
import type { Recorded } from '#eventsourcing';
import type { Transaction } from '../database/transaction.js';
import { changesGoingOn, goesOn } from '../days/counting.js';
import type { PeopleChangeRow } from '../days/people-changes.js';
import { entryRow, NO_STATEMENTS, type EntryRow } from './entries.js';
import { EARLIER, type FoldedCohort } from './folded-cohort.js';
import { daysOfMovements, halfArrivingBy, movementRows, type MovementRow } from './movements.js';
import { retractedEntry, withCaseFile, type RetractedEntry } from './retraction-lookup.js';
import { NOTHING_WATCHED, watchOn } from './watched.js';
import { amendedRow, wordingOf } from './wording.js';

const PREFIX = `${model.category}-`;

export function cohortIdOf({ stream }: Pick<Recorded, 'stream'>): string | undefined {
  return stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;
}

/** Rows that were added and changed since they were last written. */
export interface Unwritten {
  readonly entries: readonly EntryRow[];
  readonly movements: readonly MovementRow[];
  /** Entries and movements that were struck through, by log position. */
  readonly struckEntries: Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>[];
  readonly struckMovements: Pick<MovementRow, 'position' | 'ordinal' | 'retracted_at'>[];
  /** What entries changed in what is said of days. */
  readonly peopleChanges: PeopleChangeRow[];
}

/** A batch of events folded in memory: the rows that it adds and those that it changes. */
export class CohortBatch {
  readonly changed = new Map<string, FoldedCohort>();
  /** The cohort whose movements have to be gone through, to tell what the event that was taken last changed. */
  uncounted: string | undefined;
  /** Cohorts of which an entry was struck through: what the watch knows of them has to be worked out again. */
  readonly unwatched = new Set<string>();

  private readonly entries: EntryRow[] = [];
  private readonly movements: MovementRow[] = [];
  private written = { entries: 0, movements: 0 };
  private changes = noChanges();
  /** Made by the first retraction: most batches have none. */
  private lookup: Lookup | undefined;

  constructor(
    private readonly transaction: Transaction,
    /** Cohorts as earlier batches left them. */
    private readonly known: ReadonlyMap<string, FoldedCohort>,
    /** The last half of a split or a merge before it. */
    public half: Half | undefined,
  ) {}

  /** A cohort as it stands with the events so far, where it is in memory. */
  cohort(id: string): FoldedCohort | undefined {
    return this.changed.get(id) ?? this.known.get(id);
  }

  /** Rows to be written, once. */
  unwritten(): Unwritten {
    const { changes, written } = this;
    const entries = this.entries.slice(written.entries);
    const movements = this.movements.slice(written.movements);
    this.written = { entries: this.entries.length, movements: this.movements.length };
    this.changes = noChanges();
    return { entries, movements, ...changes };
  }

  /** Gives a promise only where something has to be looked up: most events need none. */
  take(event: Recorded): Promise<void> | undefined {
    const half = cohortIdOf(event) === undefined ? undefined : halfArrivingBy(event);
    if (half === undefined || half === this.half?.id || this.transaction.building) return this.takeIn(event);
    // The other half came in a batch before.
    return this.transaction.find('movements', ['half_of'], [[half]]).then(([row]) => {
      if (row !== undefined) this.half = halfOf(row);
      return this.takeIn(event);
    });
  }

  private takeIn(event: Recorded): Promise<void> | undefined {
    const id = cohortIdOf(event);
    const folded = id === undefined ? undefined : (this.cohort(id) ?? unknown());
    this.uncounted = undefined;
    if (folded !== undefined && event.type === 'EntryAmended') return this.amend(folded, event);
    const row = this.write(entryRow(event, folded?.position ?? null));
    if (folded === undefined) return undefined;
    if (event.type === 'EntryRetracted' && folded.position !== null) return this.retract(folded, event);
    const before = folded.position === null ? model.initial : folded.state;
    if (this.evolve(folded, before, event)) grade(folded, row, 1);
    return undefined;
  }

  private write(row: EntryRow): EntryRow {
    this.entries.push(row);
    this.lookup?.add(row);
    return row;
  }

  /** False where the event says nothing about the cohort. */
  private evolve(folded: FoldedCohort, before: Cohort, event: Recorded): boolean {
    const state = model.evolve(before, event as unknown as CohortEvent & Recorded);
    if (state.status === 'unknown' || state.entries.id !== event.id) return false;
    folded.state = state;
    folded.revision = event.revision;
    folded.position = event.position;
    folded.updatedAt = event.recordedAt;
    folded.openedAt ||= event.position;
    if (event.type === 'CohortRegistered') folded.registeredAt = event.position;
    this.changed.set(state.id, folded);
    const { bookings } = state.entries;
    if (bookings.length > 0) this.move(folded, before, event, bookings);
    if (event.type === 'EntryRetracted' || event.type === 'EntryAmended') this.unwatched.add(state.id);
    else folded.watched = watchedAfter(folded, event);
    return true;
  }

  private async retract(folded: FoldedCohort, event: Recorded): Promise<void> {
    const earlier = this.earlier(event, folded);
    const struck = await this.standing((event.data as EntryRetracted['data']).entryId, earlier);
    this.evolve(folded, await withCaseFile(this.transaction, earlier, folded.state), event);
    if (struck !== undefined) this.strike(folded, struck, event);
  }

  /** The entry's former wording is struck through, and what it booked; as it says now, it is booked here. */
  private async amend(folded: FoldedCohort, event: Recorded): Promise<void> {
    const earlier = this.earlier(event, folded);
    const { entryId } = event.data as EntryAmended['data'];
    const former = await this.standing(entryId, earlier);
    const before =
      folded.position === null ? model.initial : await withCaseFile(this.transaction, earlier, folded.state);
    if (former === undefined) return void this.write(entryRow(event, folded.position));
    const row = this.write(amendedRow(event, folded.position, former.entry));
    if (!this.evolve(folded, before, event)) return;
    this.strike(folded, former, event);
    grade(folded, row, 1);
    const { bookings } = findEntry(folded.state, entryId)!;
    if (bookings.length === 0) return;
    const { type, data, first } = wordingOf(row);
    const said = { ...event, type, data, recordedAt: first.datedAt };
    latestDayAfter(folded, this.book(folded, said, bookings, daysOfMovements(said, bookings, folded.presence)));
  }

  /** An entry as it stands, with what it booked; undefined where there is none. */
  private async standing(entryId: string, earlier: string | null): Promise<RetractedEntry | undefined> {
    return this.ofBatch(entryId) ?? retractedEntry(this.transaction, earlier, entryId);
  }

  private strike(folded: FoldedCohort, { entry, movements }: RetractedEntry, event: Recorded): void {
    const { struckEntries, struckMovements } = this.changes;
    struckEntries.push({ position: entry.position, retracted_at: event.position, retracted_by: event.id });
    grade(folded, entry, -1);
    if (movements.length === 0) return;
    for (const { position, ordinal } of movements) {
      struckMovements.push({ position, ordinal, retracted_at: event.position });
    }
    if (!this.transaction.building) this.uncounted = folded.state.id;
  }

  private ofBatch(entryId: string): RetractedEntry | undefined {
    const { byId, movementsOf } = this.batchSoFar();
    const entry = byId.get(entryId);
    return entry && { entry, movements: movementsOf.get(entry.position) ?? [] };
  }

  /** Log position of the newest entry of the case file that an earlier batch wrote. */
  private earlier({ stream }: Recorded, { position }: FoldedCohort): string | null {
    const first = this.batchSoFar().firstOf.get(stream);
    return first === undefined ? position : first.previous;
  }

  private batchSoFar(): Lookup {
    if (this.lookup === undefined) {
      this.lookup = new Lookup();
      for (const entry of this.entries) this.lookup.add(entry);
      for (const movement of this.movements) this.lookup.move(movement);
    }
    return this.lookup;
  }

  private move(folded: FoldedCohort, before: Cohort, event: Recorded, bookings: readonly Booking[]): void {
    // A cohort that is registered again begins again.
    if (event.type === 'CohortRegistered') folded.presence = {};
    const rows = this.book(folded, event, bookings, this.daysOf(folded, event, bookings));
    if (rows[0]!.half_of !== null) this.half = halfOf(rows[0]!);
    this.count(folded, before, rows);
    latestDayAfter(folded, rows);
  }

  private book(
    folded: FoldedCohort,
    event: Recorded,
    bookings: readonly Booking[],
    days: EntryDays,
  ): readonly MovementRow[] {
    const rows = movementRows(event, folded.state, bookings, days);
    for (const row of rows) {
      this.movements.push(row);
      this.lookup?.move(row);
    }
    const came = bookings.flatMap(({ to }) => (to === null ? [] : [keyOf(to)]));
    folded.presence = presenceAfter(folded.presence, came, days.earliest);
    return rows;
  }

  /** Who arrives by a split or a merge arrives when the other half has them leave. */
  private daysOf({ presence }: FoldedCohort, event: Recorded, bookings: readonly Booking[]): EntryDays {
    const half = halfArrivingBy(event);
    return half !== undefined && half === this.half?.id ? this.half.days : daysOfMovements(event, bookings, presence);
  }

  /** While a generation is built, what changed is told at the end. */
  private count({ latestDay, state }: FoldedCohort, before: Cohort, rows: readonly MovementRow[]): void {
    if (this.transaction.building) return;
    if (!goesOn(rows, latestDay)) this.uncounted = state.id;
    else {
      const accounts = before.status === 'unknown' ? NO_ACCOUNTS : before.accounts;
      this.changes.peopleChanges.push(...changesGoingOn(rows, accounts));
    }
  }
}

/** The newest half of a split or a merge: the other one happened between the same days. */
export interface Half {
  /** Its command's id. */
  readonly id: string;
  readonly days: EntryDays;
}

function halfOf({ half_of, earliest, latest }: MovementRow): Half {
  return { id: half_of!, days: { earliest, latest, statedUntil: null } };
}

function latestDayAfter(folded: FoldedCohort, [row]: readonly MovementRow[]): void {
  if (row !== undefined && row.latest > folded.latestDay) folded.latestDay = row.latest;
}

function noChanges(): Pick<Unwritten, 'struckEntries' | 'struckMovements' | 'peopleChanges'> {
  return { struckEntries: [], struckMovements: [], peopleChanges: [] };
}

/** Entries of the batch by their ids, the first of each case file, and the movements of each by its log position. */
class Lookup {
  readonly byId = new Map<string, EntryRow>();
  readonly firstOf = new Map<string, EntryRow>();
  readonly movementsOf = new Map<string, MovementRow[]>();

  add(entry: EntryRow): void {
    // Of an amendment, under the entry's own id: it is how the entry stands.
    this.byId.set(entry.type === 'EntryAmended' ? wordingOf(entry).entryId : entry.entry_id, entry);
    if (!this.firstOf.has(entry.stream)) this.firstOf.set(entry.stream, entry);
  }

  move(movement: MovementRow): void {
    const others = this.movementsOf.get(movement.position);
    if (others === undefined) this.movementsOf.set(movement.position, [movement]);
    else others.push(movement);
  }
}

function unknown(): FoldedCohort {
  return {
    state: undefined as never,
    revision: -1,
    position: null,
    updatedAt: '',
    openedAt: '',
    registeredAt: '',
    grades: {},
    unsourced: 0,
    latestDay: '',
    presence: {},
    watched: NOTHING_WATCHED,
  };
}

function watchedAfter({ watched, state }: FoldedCohort, event: Recorded): FoldedCohort['watched'] {
  const { id, recordedAt } = event;
  const entry = { id, recordedAt, event: event as unknown as CohortEvent, bookings: state.entries.bookings };
  return watchOn(watched, entry, (account) => state.accounts.has(account), state.openHandovers);
}

/** What is no statement is not graded; what a retraction strikes through no longer is. */
function grade(folded: FoldedCohort, entry: EntryRow, times: 1 | -1): void {
  if (NO_STATEMENTS.has(entry.type)) return;
  if (entry.grade === null) folded.unsourced += times;
  else folded.grades[entry.grade] = (folded.grades[entry.grade] ?? 0) + times;
}

/** Forgets the entries of the batch: what is needed of them later is looked up. */
export function forgetEntries(folded: FoldedCohort): void {
  folded.state = { ...folded.state, entries: EARLIER };
}
