import { table } from '../database/table.js';

/** Dates of a cohort that cannot all be true, as `days.ts` found them. */
export interface ContradictionRow {
  cohort: string;
  /** Log position of the departure that had to wait. */
  position: string;
  /** Log positions of the entry by which it was found, and of the one after which it was none any more. */
  since: string;
  until: string | null;
  category: string;
  power_of_origin: string;
  stated_from: string;
  counted_from: string;
  /** Ids of the departure and of the arrivals that it waited for, JSON. */
  entry_ids: string;
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
    entry_ids: 'text',
  },
  key: ['cohort', 'position', 'since'],
  later: ['until'],
});

/** A contradiction, whenever it was found. */
export type Contradicting = Omit<ContradictionRow, 'since' | 'until'>;

/**
 * What became of a family's contradictions when its days were worked out again.
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
  return {
    closed: open.filter((row) => !after.has(said(row))).map((row) => ({ ...row, until: at })),
    opened: found.filter((row) => !before.has(said(row))).map((row) => ({ ...row, since: at, until: null })),
  };
}

function said({ cohort, position, stated_from, counted_from, entry_ids }: Contradicting): string {
  return JSON.stringify([cohort, position, stated_from, counted_from, entry_ids]);
}
