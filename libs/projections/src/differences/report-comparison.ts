import type { Answer } from '../answer.js';
import type { KnownAt } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { changedRows, keyOf, type ChangedRow } from './changed-rows.js';
import { entriesAt, firstOf, type Causes, type Explanation } from './explanations.js';
import { saidOf, sidesOf, type Moments, type SaidOfSide, type Sides } from './sides.js';

/** A row that changed, and the entries that made the difference. */
export interface ExplainedRow extends ChangedRow {
  /** All that made a difference to it; the first of them by name. */
  readonly entriesInAll: number;
  readonly entries: readonly Explanation[];
}

/** What changed in a report between two moments of knowledge. */
export interface ReportComparison extends Answer {
  readonly from: SaidOfSide;
  readonly to: SaidOfSide;
  readonly rows: readonly ExplainedRow[];
}

/** What made the difference to a row, by what tells it apart, or by what it says on each side. */
export type CausesOf = (row: ChangedRow['row'], changed: ChangedRow) => Causes;

/** A report that can be compared with itself. */
export interface Comparable<Query extends object> {
  readonly report: (
    models: ReadModels,
    query: Query & KnownAt & { readonly on?: string },
  ) => Promise<Answer & { readonly rows: readonly object[] }>;
  /** The fields that tell its rows apart. */
  readonly identity: readonly string[];
  /** Fields that grow with the days, though nothing new was recorded: they are left out. */
  readonly passing?: readonly string[];
  readonly causes: CausesIn<Query>;
}

/** What made the difference to rows of a report that is asked about like this, told apart by these fields. */
export type CausesIn<Query extends object> = (
  reading: Reading,
  sides: Sides,
  query: Query,
  identity: readonly string[],
) => Promise<CausesOf>;

/** Compares a report at two moments of knowledge, from one snapshot. @throws InvalidMoment */
export async function compareReport<Query extends object>(
  models: ReadModels,
  { from, to, on, fromOn, toOn, ...query }: Query & Moments,
  { report, identity, passing = [], causes }: Comparable<Query>,
): Promise<ReportComparison> {
  return models.snapshot((snapshot) =>
    snapshot.read(async (reading) => {
      const asked = query as unknown as Query;
      const sides = await sidesOf(reading, { from, to, on, fromOn, toOn } as Moments);
      const at = async ({ known, on: day }: Sides['from']): Promise<object[]> => {
        const { rows } = await report(snapshot, { ...asked, knownAt: known, on: day });
        return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([field]) => !passing.includes(field))));
      };
      const changed = changedRows(await at(sides.from), await at(sides.to), identity);
      const why = changed.length === 0 ? () => new Map() as Causes : await causes(reading, sides, asked, identity);
      const explained = changed.map((row) => ({ row, causes: why(row.row, row) }));
      const named = explained.flatMap((one) => firstOf(one.causes));
      const told = await entriesAt(reading, named, sides.to.known);
      const rows = explained.map(({ row, causes: all }) => ({
        ...row,
        entriesInAll: all.size,
        entries: firstOf(all).map((position) => ({ ...told.get(position)!, why: all.get(position)! })),
      }));
      return { position: reading.position, from: saidOf(sides.from), to: saidOf(sides.to), rows };
    }),
  );
}

/** Looks up what was gathered for a row by what tells it apart. */
export function byIdentity(
  found: ReadonlyMap<string, Causes>,
  identity: readonly string[],
): (row: ChangedRow['row']) => Causes {
  return (row) => found.get(keyOf(row, identity)) ?? new Map();
}
