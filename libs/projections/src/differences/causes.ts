import type { Whereabouts as Place, Stage } from '#cases';
import { changedMovements, type ChangedMovement, type Whom } from './changed-movements.js';
import { keyOf } from './changed-rows.js';
import { addCauses, addSupport, type Causes } from './explanations.js';
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
    for (const moved of await changedMovements(reading, sides, whom)) {
      const differs = bears(moved, sides);
      // How well it is sourced matters wherever it would matter that it came in.
      const isResupported = moved.support.length > 0 && bears({ ...moved, before: null }, sides);
      if (!differs && !isResupported) continue;
      for (const row of rowsOf(moved)) {
        const key = keyOf(row as Record<string, unknown>, identity);
        const causes: Causes = found.get(key) ?? new Map();
        found.set(key, causes);
        if (differs) addCauses(causes, moved, sides);
        if (isResupported) addSupport(causes, moved);
      }
    }
    return byIdentity(found, identity);
  };
}

function differsBetween({ before, after }: ChangedMovement, { from, to }: Sides): boolean {
  const [was, is] = [isCounted(before, from.on), isCounted(after, to.on)];
  return was !== is || (was && before !== after);
}

export function isCounted(day: string | null, on: string | undefined): boolean {
  return day !== null && (on === undefined || day <= on);
}

export function placesOf({ from, to, besides }: ChangedMovement): readonly Place[] {
  return [from, to, ...besides].filter((place) => place !== null);
}

export function placesIn(stage: Stage, moved: ChangedMovement): readonly Place[] {
  return placesOf(moved).filter((place) => place.stage === stage);
}
