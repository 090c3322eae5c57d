import type { DayBounds, Stage, Whereabouts as Place } from '#cases';
import { changedMovements, type ChangedMovement, type Whom } from './changed-movements.js';
import { keyOf } from './changed-rows.js';
import { addMovement, addSupport, type Causes } from './explanations.js';
import { byIdentity, type Comparable } from './report-comparison.js';
import type { Sides } from './sides.js';

/**
 * Gathers the causes for each row that a movement bears on.
 * @param rowsOf what tells those rows apart
 * @param bears whether it makes a difference to people at all; left out: where it counts on one side only, or from another day
 */
export function byRow<Query extends Whom>(
  identity: readonly string[],
  rowsOf: (moved: ChangedMovement) => readonly object[],
  bears = differsBetween,
): Comparable<Query>['causes'] {
  return async (reading, sides, whom) => {
    const found = new Map<string, Causes>();
    const narrowed = new Map<string, Causes>();
    for (const moved of await changedMovements(reading, sides, whom)) {
      const differs = bears(moved, sides);
      // How well it is sourced matters wherever it would matter that it came in.
      const isResupported = moved.support.length > 0 && bears({ ...moved, before: null }, sides);
      if (!differs && !isResupported) continue;
      const keysOf = (rows: readonly object[]) => rows.map((row) => keyOf(row as Record<string, unknown>, identity));
      const keys = keysOf(rowsOf(moved));
      for (const key of new Set(keys)) {
        // Who moves within a row changes nobody's number in it.
        const isWithin = keys.indexOf(key) !== keys.lastIndexOf(key);
        if (differs) addMovement(causesOf(isWithin ? narrowed : found, key), moved, sides);
        if (isResupported) addSupport(causesOf(found, key), moved);
      }
      for (const place of differs ? moved.besides : []) {
        const there = { ...moved, from: place, to: null };
        for (const key of keysOf(rowsOf(there))) addMovement(causesOf(narrowed, key), moved, sides);
      }
    }
    // What moved elsewhere in a cohort is named only where nothing else explains the row.
    const [direct, indirect] = [byIdentity(found, identity), byIdentity(narrowed, identity)];
    return (row) => {
      const causes = direct(row);
      return causes.size > 0 ? causes : indirect(row);
    };
  };
}

function causesOf(among: Map<string, Causes>, key: string): Causes {
  const causes: Causes = among.get(key) ?? new Map();
  among.set(key, causes);
  return causes;
}

function differsBetween({ before, after }: ChangedMovement, { from, to }: Sides): boolean {
  return countedOn(before, from.on) !== countedOn(after, to.on);
}

/** How a movement counts by a day; left out: whatever the day. */
export function countedOn(days: DayBounds | null, on: string | undefined): 'not' | 'possibly' | 'certainly' {
  if (days === null || (on !== undefined && days.earliest !== null && days.earliest > on)) return 'not';
  return on === undefined || days.latest <= on ? 'certainly' : 'possibly';
}

export function placesOf({ from, to }: ChangedMovement): readonly Place[] {
  return [from, to].filter((place) => place !== null);
}

export function placesIn(stage: Stage, moved: ChangedMovement): readonly Place[] {
  return placesOf(moved).filter((place) => place.stage === stage);
}
