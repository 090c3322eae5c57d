import type { Transaction } from '../database/transaction.js';
import { contradictionsAfter, type ContradictionRow } from './contradictions.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import type { EarlierDayRow } from './earlier-days.js';
import type { EntryRow } from './entries.js';
import { entriesOf, familyOf } from './family.js';
import { familyDays, latestDayOf } from './family-days.js';
import type { FoldedCohort } from './folded-cohort.js';
import { daysFor, type MovementRow } from './movements.js';
import { takeIn, waitsWith } from './opening.js';
import { earlierDay } from './redating.js';

/**
 * Dates the movements of a cohort's family from the beginning, entry by entry as the log has them, where a generation was built
 * without settling anything: afterwards all rows are as if the family had been settled at every entry that asked for it.
 * @returns the ids of the family's cohorts
 */
export async function replayDating(transaction: Transaction, id: string): Promise<ReadonlySet<string>> {
  const { ids, rows } = await familyOf(transaction, id);
  const entries = await entriesOf(transaction, rows);
  const dating = new Dating(entries);
  for (const { at, moved, struck } of eventsOf(rows)) {
    if (moved.length > 0) dating.move(at, moved);
    if (struck.length > 0) dating.strike(at, struck);
  }

  await transaction.remove(
    'earlier_days',
    ['position'],
    [...entries.keys()].map((position) => [position]),
  );
  await transaction.insert('earlier_days', dating.earlier);
  await transaction.update('movements', ['counts_from', 'dated_at'], rows);
  await transaction.insert('contradictions', dating.contradictions);
  await transaction.update('contradictions', ['until'], dating.contradictions);
  const stored = await transaction.find(
    'cohorts',
    ['id'],
    [...ids].map((member) => [member]),
  );
  const cohorts = stored.map((row): FoldedCohort => ({ ...foldedFrom(row), ...dating.cohort(row.id) }));
  await transaction.upsert('cohorts', cohorts.map(cohortRow));
  return ids;
}

/** What an entry did: the movements that it brought, and those that it struck through. */
interface Happening {
  readonly at: string;
  readonly moved: MovementRow[];
  readonly struck: MovementRow[];
}

function eventsOf(rows: readonly MovementRow[]): Happening[] {
  const events = new Map<string, Happening>();
  const eventAt = (at: string): Happening => {
    const event = events.get(at) ?? { at, moved: [], struck: [] };
    events.set(at, event);
    return event;
  };
  for (const row of rows) {
    eventAt(row.position).moved.push(row);
    if (row.retracted_at !== null) eventAt(row.retracted_at).struck.push(row);
  }
  return [...events.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** How the days of a family stand, as far as its entries were taken in. Sets `counts_from` and `dated_at` of its rows. */
class Dating {
  readonly earlier: EarlierDayRow[] = [];
  readonly contradictions: ContradictionRow[] = [];
  private readonly cohorts = new Map<string, Pick<FoldedCohort, 'latestDay' | 'opening'>>();
  /** Movements so far that stand, by log position; and the cohorts that are bound to each, itself among them. */
  private standing: MovementRow[] = [];
  private readonly kin = new Map<string, Set<string>>();
  private readonly halves = new Map<string, string>();

  constructor(private readonly entries: ReadonlyMap<string, EntryRow>) {}

  cohort(id: string): Pick<FoldedCohort, 'latestDay' | 'opening'> {
    return this.cohorts.get(id) ?? { latestDay: '', opening: null };
  }

  move(at: string, rows: readonly MovementRow[]): void {
    const [{ cohort, occurred_on, half_of }] = rows as [MovementRow];
    const { recorded_at, revision } = this.entries.get(at)!;
    const { certain } = daysFor(occurred_on, recorded_at);
    for (const row of rows) Object.assign(row, { counts_from: certain, dated_at: null });
    const firstHalf = half_of === null ? [] : this.standing.filter((row) => row.half_of === half_of);
    this.standing.push(...rows);
    if (half_of !== null) this.bind(cohort, half_of);
    const taking = { ...this.cohort(cohort), revision };
    const redated = takeIn(taking, rows);
    this.cohorts.set(cohort, { latestDay: taking.latestDay, opening: taking.opening });
    if (redated === undefined || waitsWith(firstHalf)) return this.settle(cohort, at);
    const byPosition = new Map(redated.map(({ position, day }) => [position, day]));
    for (const row of this.standing) {
      const day = row.cohort === cohort ? byPosition.get(row.position) : undefined;
      if (day !== undefined) this.redate(row, day, at);
    }
  }

  strike(at: string, rows: readonly MovementRow[]): void {
    this.standing = this.standing.filter((row) => !rows.includes(row));
    this.settle(rows[0]!.cohort, at);
  }

  private settle(id: string, at: string): void {
    const ids = this.kin.get(id) ?? new Set([id]);
    const rows = this.standing.filter(({ cohort }) => ids.has(cohort));
    const { dayOf, contradictions } = familyDays(rows, this.entries);
    for (const row of rows) if (dayOf(row) !== row.counts_from) this.redate(row, dayOf(row), at);
    const open = this.contradictions.filter(({ cohort, until }) => until === null && ids.has(cohort));
    const { closed, opened } = contradictionsAfter(open, contradictions, at);
    for (const row of closed) this.contradictions.find(isThe(row))!.until = at;
    this.contradictions.push(...opened);
    for (const member of ids) this.cohorts.set(member, { latestDay: latestDayOf(member, rows), opening: null });
  }

  private redate(row: MovementRow, day: string, at: string): void {
    this.earlier.push(earlierDay(row, at));
    Object.assign(row, { counts_from: day, dated_at: at });
  }

  /** The two cohorts that have a half each belong together from now on, with all that belong to either. */
  private bind(cohort: string, half: string): void {
    const other = this.halves.get(half) ?? cohort;
    this.halves.set(half, cohort);
    const both = new Set([cohort, other].flatMap((id) => [...(this.kin.get(id) ?? [id])]));
    for (const id of both) this.kin.set(id, both);
  }
}

function isThe({ cohort, position, since }: ContradictionRow) {
  return (row: ContradictionRow): boolean => row.cohort === cohort && row.position === position && row.since === since;
}
