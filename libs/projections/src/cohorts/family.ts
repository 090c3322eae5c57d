import type { Transaction } from '../database/transaction.js';
import { compare } from './balances.js';
import type { Entries } from './family-days.js';
import type { MovementRow } from './movements.js';

/** A cohort with all that are bound to it by splits and merges, and every movement that was recorded of them. */
interface Family {
  readonly ids: ReadonlySet<string>;
  /** In the order of the log, those that were struck through too. */
  readonly rows: readonly MovementRow[];
}

/** As far as the log is in. */
export async function familyOf(transaction: Transaction, id: string): Promise<Family> {
  const ids = new Set<string>();
  const halves = new Set<string>();
  const rows: MovementRow[] = [];
  for (let next = [id]; next.length > 0;) {
    for (const name of next) ids.add(name);
    const found = await transaction.find('movements', ['cohort'], next.map(alone));
    rows.push(...found);
    const bound = [...new Set(found.flatMap(({ half_of }) => half_of ?? []))].filter((half) => !halves.has(half));
    for (const half of bound) halves.add(half);
    const relatives = await transaction.find('movements', ['half_of'], bound.map(alone));
    next = [...new Set(relatives.map(({ cohort }) => cohort))].filter((name) => !ids.has(name));
  }
  return { ids, rows: rows.sort(byRecording) };
}

/** The entries that the movements are of, by log position. */
export async function entriesOf(transaction: Transaction, rows: readonly MovementRow[]) {
  const positions = [...new Set(rows.map(({ position }) => position))];
  const found = await transaction.find('entries', ['position'], positions.map(alone));
  return new Map(found.map((entry) => [entry.position, entry])) satisfies Entries;
}

function byRecording(a: MovementRow, b: MovementRow): number {
  return compare(a.position, b.position) || a.ordinal - b.ordinal;
}

function alone(value: string): [string] {
  return [value];
}
