import { boundsOf, type Bounds } from './figure.js';
import type { Tally, Term, Unknowns } from './tally.js';

/**
 * What the unknowns of a cohort's accounts can be, given that no account is below zero: of 1 person, from whom "0 to 3"
 * went on, at most 1 did. Each account bounds the unknowns in it by one another, again and again until nothing changes.
 * @returns undefined where no numbers will do: what was told contradicts itself
 */
export function unknownsIn(tallies: readonly Tally[]): Unknowns | undefined {
  const bounds = new Map<string, Bounds>();
  const shared = tallies.filter(({ inexact }) => inexact.length > 0);
  for (const { inexact } of shared) for (const { unknown, figure } of inexact) bounds.set(unknown, boundsOf(figure));
  // Where it goes on for longer, it creeps up to a contradiction by ones: the bounds are right, if not the narrowest.
  for (let round = 0, changed = true; changed && round <= bounds.size; round++) {
    changed = false;
    for (const tally of shared) {
      const { most, open } = mostOf(tally, bounds);
      if (open === 0 && most < 0) return undefined;
      for (const term of tally.inexact) {
        const old = bounds.get(term.unknown)!;
        const own = contribution(term, old);
        // Without this term there are at most so many; if others are open, it can be anything.
        if (open > (own === null ? 1 : 0)) continue;
        const next = bounded(term, old, most - (own ?? 0));
        if (next.high !== null && next.low > next.high) return undefined;
        if (next.low === old.low && next.high === old.high) continue;
        bounds.set(term.unknown, next);
        changed = true;
      }
    }
  }
  return bounds;
}

/** The most that the sum allows: of the terms that are bounded, and how many are not. */
function mostOf({ exact, inexact }: Tally, bounds: Unknowns): { readonly most: number; readonly open: number } {
  let most = exact;
  let open = 0;
  for (const term of inexact) {
    const own = contribution(term, bounds.get(term.unknown)!);
    if (own === null) open++;
    else most += own;
  }
  return { most, open };
}

/** The most that a term can add; null where nothing bounds it. */
function contribution({ times }: Term, { low, high }: Bounds): number | null {
  if (times < 0) return times * low;
  return high === null ? null : times * high;
}

/** What is left for an unknown if the rest of its account is at most so many, and the account not below zero. */
function bounded({ times }: Term, { low, high }: Bounds, rest: number): Bounds {
  if (times > 0) return { low: Math.max(low, Math.ceil(-rest / times)), high };
  const most = Math.floor(rest / -times);
  return { low, high: high === null ? most : Math.min(high, most) };
}
