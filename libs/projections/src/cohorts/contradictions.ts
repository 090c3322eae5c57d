import { peopleThrough, type DayStep } from '#cases';
import { table } from '../database/table.js';
import { accountOf, stepsOf, byPosition } from '../days/dated-steps.js';
import { daysOf } from '../days/changes-between.js';
import type { MovementRow } from './movements.js';

/** Dates of a cohort that cannot all be true: somebody left a position before enough can have come there. */
export interface ContradictionRow {
  cohort: string;
  /** Log position of the departure. */
  position: string;
  /** Log positions of the entry by which it was found, and of the one after which it was none any more. */
  since: string;
  until: string | null;
  category: string;
  power_of_origin: string;
  /** From the one day to the one before the other more people had left than can have come. */
  stated_from: string;
  counted_from: string;
  /** Log positions of the departure and of the arrivals that come too late for it, JSON. */
  entries: string;
}

declare module '../database/tables.js' {
  interface Tables {
    contradictions: ContradictionRow;
  }
}

export const contradictions = table<ContradictionRow>({
  name: 'contradictions',
  columns: {
    cohort: 'text',
    position: 'text',
    since: 'text',
    until: 'text',
    category: 'text',
    power_of_origin: 'text',
    stated_from: 'text',
    counted_from: 'text',
    entries: 'text',
  },
  key: ['cohort', 'position', 'stated_from', 'since'],
  later: ['until'],
});

/** A contradiction, whenever it was found. */
export type Contradicting = Omit<ContradictionRow, 'since' | 'until'>;

/**
 * The contradictions in what stands: dates wholly before anybody can have been there, and days on which more people had left a
 * position than can have come there.
 * @param rows that stand, in the order in which they were recorded
 */
export function contradictionsIn(rows: readonly MovementRow[]): Contradicting[] {
  const found = rows.flatMap((row) =>
    row.stated_until === null ? [] : contradiction(rows, row, row.stated_until, row.earliest!),
  );
  return [...found, ...owedIn(rows)];
}

function owedIn(rows: readonly MovementRow[]): Contradicting[] {
  const steps: readonly DayStep[] = stepsOf(rows, byPosition);
  const since = new Map<string, string>();
  const found: Contradicting[] = [];
  for (const [day, people] of peopleThrough(daysOf(steps, null), steps)) {
    const owed = new Set(people.flatMap(({ isOwed, accounts }) => (isOwed ? accounts : [])));
    for (const [account, from] of since) {
      if (owed.has(account)) continue;
      since.delete(account);
      const left = rows.findLast((row) => isDeparture(row, account) && row.latest <= from);
      if (left !== undefined) found.push(...contradiction(rows, left, from, day));
    }
    for (const account of owed) if (!since.has(account)) since.set(account, day);
  }
  return found;
}

function isDeparture({ cohort, from_key }: MovementRow, account: string): boolean {
  return from_key !== null && accountOf(cohort, from_key) === account;
}

/** @param left the departure that was said to have been on a day @param from the day from which enough can have come */
function contradiction(rows: readonly MovementRow[], left: MovementRow, day: string, from: string): Contradicting[] {
  const { cohort, position, category, power_of_origin } = left;
  const late = rows.filter(
    ({ cohort: of, to_key, earliest }) => of === cohort && to_key === left.from_key && (earliest ?? '') > day,
  );
  const entries = JSON.stringify([...new Set([position, ...late.map((row) => row.position)])]);
  return [{ cohort, position, category, power_of_origin, stated_from: day, counted_from: from, entries }];
}

/**
 * What became of the contradictions of some cohorts.
 * @param open those that held before
 * @param found those that hold now
 * @param at log position of the entry that made the difference
 */
export function contradictionsAfter(
  open: readonly ContradictionRow[],
  found: readonly Contradicting[],
  at: string,
): { readonly closed: readonly ContradictionRow[]; readonly opened: readonly ContradictionRow[] } {
  const [before, after] = [new Set(open.map(said)), new Set(found.map(said))];
  const opened = new Map(found.filter((row) => !before.has(said(row))).map((row) => [keyOf(row), row]));
  return {
    closed: open.filter((row) => !after.has(said(row))).map((row) => ({ ...row, until: at })),
    opened: [...opened.values()].map((row) => ({ ...row, since: at, until: null })),
  };
}

function keyOf({ cohort, position, stated_from }: Contradicting): string {
  return JSON.stringify([cohort, position, stated_from]);
}

function said({ cohort, position, stated_from, counted_from, entries }: Contradicting): string {
  return JSON.stringify([cohort, position, stated_from, counted_from, entries]);
}
