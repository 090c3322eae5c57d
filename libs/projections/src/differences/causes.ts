import type { DayBounds, Stage, Whereabouts as Place } from '#cases';
import { changedMovements, type ChangedMovement, type Whom } from './changed-movements.js';
import { keyOf } from './changed-rows.js';
import { addMovement, addSupport, type Causes } from './explanations.js';
import { byIdentity, type CausesIn } from './report-comparison.js';
import type { Sides } from './sides.js';

/**
 * Gathers the causes for each row that a movement bears on.
 * @param rowsOf what tells those rows apart
 * @param bears whether it makes a difference to people at all; left out: where it counts on one side only, or from another day
 */
export function byMovement<Query extends Whom>(
  rowsOf: (moved: ChangedMovement) => readonly object[],
  bears: (moved: ChangedMovement, sides: Sides, query: Query) => boolean = differsBetween,
): CausesIn<Query> {
  return async (reading, sides, whom, identity) => {
    const found = new Map<string, Causes>();
    const narrowed = new Map<string, Causes>();
    for (const moved of await changedMovements(reading, sides, whom)) {
      const differs = bears(moved, sides, whom);
      // How well it is sourced matters wherever it would matter that it came in.
      const isResupported = moved.support.length > 0 && bears({ ...moved, before: null }, sides, whom);
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

/** Gathers the causes for each row about a stage on a day: every movement to or from it that counts on that day on one side only. */
export const byStageAndDay: CausesIn<Whom> = async (reading, sides, whom) => {
  const moving = await changedMovements(reading, sides, whom);
  return (row) => {
    const { day, stage } = row as { readonly day: string; readonly stage: Stage };
    const causes: Causes = new Map();
    const narrowed: Causes = new Map();
    for (const moved of moving) {
      const differs = countedOn(moved.before, day) !== countedOn(moved.after, day);
      const ends = placesOf(moved).filter((place) => place.stage === stage);
      if (differs && ends.length === 1) addMovement(causes, moved, sides);
      else if (differs && [...ends, ...moved.besides].some((place) => place.stage === stage))
        addMovement(narrowed, moved, sides);
      if (ends.length > 0 && countedOn(moved.after, day) !== 'not') addSupport(causes, moved);
    }
    return causes.size > 0 ? causes : narrowed;
  };
};
