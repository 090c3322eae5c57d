import { dayRange } from './entries.js';
import type { FoldedCohort } from './folded-cohort.js';
import type { MovementRow } from './movements.js';

/** A movement whose day is fixed by a departure after it: its log position, and the days that it had and has. */
export interface Redated {
  readonly position: string;
  readonly before: string;
  readonly day: string;
}

const NOTHING: readonly Redated[] = [];

/**
 * Takes in an entry's movements without looking at those before it, where that is enough: they count from no earlier day than
 * all the others, or they date an opening. Gives undefined where the cohort's days have to be worked out again.
 */
export function takeIn(
  folded: Pick<FoldedCohort, 'latestDay' | 'opening' | 'revision'>,
  rows: readonly MovementRow[],
): readonly Redated[] | undefined {
  const { position, counts_from: day, occurred_on, from_key, to_key, half_of } = rows[0]!;
  const { opening, latestDay } = folded;
  folded.opening = null;
  const isAlone = rows.length === 1 && half_of === null;
  // Only a cohort's first entry begins one: otherwise what is kept would depend on when its days were last worked out.
  const goesOn = isAlone && (opening === null ? folded.revision === 0 : from_key === opening.account);
  const earliest = occurred_on === null ? null : (dayRange(occurred_on)?.earliest ?? null);
  const isLoose = earliest === null || earliest < day;

  if (day >= latestDay) {
    folded.latestDay = day;
    if (goesOn && isLoose && to_key !== null) {
      const undated = [...(opening?.undated ?? []), [position, day] as const];
      folded.opening = { undated, account: to_key, earliest: later(opening?.earliest ?? null, earliest) };
    }
    return NOTHING;
  }
  if (!goesOn || opening === null || (opening.earliest ?? day) > day) return undefined;
  folded.latestDay = day;
  return opening.undated
    .filter(([, counted]) => counted > day)
    .map(([position, before]) => ({ position, before, day }));
}

/** The second half of a split or a merge counts from the day of the first: where that one had to wait, it waits too. */
export function waitsWith(firstHalf: readonly Pick<MovementRow, 'dated_at'>[]): boolean {
  return firstHalf.some(({ dated_at }) => dated_at !== null);
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
