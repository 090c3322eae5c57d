import { Joined } from '#cases';
import { compare } from '../cohorts/balances.js';
import type { MovementRow } from '../cohorts/movements.js';
import type { Transaction } from '../database/transaction.js';
import { isOpen } from './dated-steps.js';

/**
 * Every movement of a cohort, and of those with which it shares people of whom the dates do not say in which of them they were:
 * by splits and merges that may have been on one day or another. In the order of the log, those that were struck through too.
 */
export async function familyOf(transaction: Transaction, id: string): Promise<readonly MovementRow[]> {
  const ids = new Set<string>();
  const halves = new Set<string>();
  const rows: MovementRow[] = [];
  for (let next = [id]; next.length > 0;) {
    for (const name of next) ids.add(name);
    const found = await transaction.find('movements', ['cohort'], next.map(alone));
    rows.push(...found);
    const bound = new Set(found.filter(isOpen).flatMap(({ half_of }) => half_of ?? []));
    const unknown = [...bound].filter((half) => !halves.has(half));
    for (const half of unknown) halves.add(half);
    const relatives = await transaction.find('movements', ['half_of'], unknown.map(alone));
    next = [...new Set(relatives.map(({ cohort }) => cohort))].filter((name) => !ids.has(name));
  }
  return rows.sort(byRecording);
}

/** Which cohorts are of one family: the same name for all of them. @param halves movements by splits and merges that are open */
export function familiesBy(halves: readonly Pick<MovementRow, 'cohort' | 'half_of'>[]): (cohort: string) => string {
  const families = new Joined();
  for (const members of Map.groupBy(halves, ({ half_of }) => half_of).values()) {
    families.join(members.map(({ cohort }) => cohort));
  }
  return (cohort) => families.of(cohort);
}

export function byRecording(a: MovementRow, b: MovementRow): number {
  return compare(a.position, b.position) || a.ordinal - b.ordinal;
}

function alone(value: string): [string] {
  return [value];
}
