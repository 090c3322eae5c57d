import { boundsOf, exactly, type Figure } from '#cases';

export interface ChangeBounds {
  readonly low: number | null;
  readonly high: number | null;
}

/** A row of a report that the two sides do not have alike. */
export interface ChangedRow {
  /** Only the later side has it, only the earlier one, or both have it with other values. */
  readonly change: 'appeared' | 'vanished' | 'changed';
  /** What tells rows of this report apart. */
  readonly row: Readonly<Record<string, unknown>>;
  /** The rest of the row on each side. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  /** Of each figure that changed, by how many people: the later less the earlier, where both are known. */
  readonly differences: Readonly<Record<string, ChangeBounds>>;
}

type Row = Readonly<Record<string, unknown>>;

/** Rows by what tells them apart, in the order of the later side; those that vanished come last. */
export function changedRows(
  before: readonly object[],
  after: readonly object[],
  identity: readonly string[],
): ChangedRow[] {
  const earlier = new Map((before as readonly Row[]).map((row) => [keyOf(row, identity), row]));
  const changed: ChangedRow[] = [];
  for (const row of after as readonly Row[]) {
    const key = keyOf(row, identity);
    const was = earlier.get(key);
    earlier.delete(key);
    if (JSON.stringify(was) !== JSON.stringify(row)) changed.push(changedRow(was, row, identity));
  }
  for (const row of earlier.values()) changed.push(changedRow(row, undefined, identity));
  return changed;
}

/** Tells rows apart. */
export function keyOf(row: Row, identity: readonly string[]): string {
  return JSON.stringify(identity.map((field) => row[field]));
}

function changedRow(before: Row | undefined, after: Row | undefined, identity: readonly string[]): ChangedRow {
  const change = before === undefined ? 'appeared' : after === undefined ? 'vanished' : 'changed';
  const row = Object.fromEntries(identity.map((field) => [field, (after ?? before)![field]]));
  const values = (side: Row): Row => Object.fromEntries(Object.entries(side).filter(([field]) => !(field in row)));
  return {
    change,
    row,
    before: before === undefined ? null : values(before),
    after: after === undefined ? null : values(after),
    differences: differencesOf(before, after),
  };
}

function differencesOf(before: Row | undefined, after: Row | undefined): Record<string, ChangeBounds> {
  const fields = Object.keys({ ...before, ...after });
  const pairs = fields.flatMap((field) => {
    // Where there is no row nobody is there: that is known. Of a row without the figure nothing is.
    const [was, is] = [before, after].map((side) => (side === undefined ? exactly(0) : side[field]));
    if (!isKnownFigure(was) || !isKnownFigure(is) || JSON.stringify(was) === JSON.stringify(is)) return [];
    return [[field, less(is, was)] as const];
  });
  return Object.fromEntries(pairs);
}

function less(is: Figure, was: Figure): ChangeBounds {
  const [later, earlier] = [boundsOf(is), boundsOf(was)];
  return {
    low: earlier.high === null ? null : later.low - earlier.high,
    high: later.high === null ? null : later.high - earlier.low,
  };
}

/** A figure that says something of a number. */
function isKnownFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind !== 'not-stated' && value.kind !== 'withheld';
}
