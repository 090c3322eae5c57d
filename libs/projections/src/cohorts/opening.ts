import type { FoldedCohort } from './folded-cohort.js';
import type { MovementRow } from './movements.js';

/** Movements whose day is fixed by a departure after them: log positions and their new day. */
export type Redated = ReadonlyMap<string, string>;

const NOTHING: Redated = new Map();

/**
 * Takes in an entry's movements without looking at those before it, where that is enough: they count from no earlier day than
 * all the others, or they date an opening. Gives undefined where the cohort's days have to be worked out anew.
 */
export function takeIn(folded: FoldedCohort, rows: readonly MovementRow[]): Redated | undefined {
  const { position, counts_from: day, from_key, half_of } = rows[0]!;
  const { opening, latestDay } = folded;
  const alone = rows.length === 1 && half_of === null;
  const goesOn = alone && (opening === null ? latestDay === '' && from_key === null : from_key === opening.account);
  if (!goesOn || (opening !== null && !isLoose(rows[0]!))) folded.opening = null;

  if (goesOn && isLoose(rows[0]!) && day >= latestDay) {
    const { occurred_from, to_key } = rows[0]!;
    folded.latestDay = day;
    folded.opening =
      to_key === null
        ? null
        : {
            undated: [...(opening?.undated ?? []), [position, day]],
            account: to_key,
            earliest: later(opening?.earliest ?? null, occurred_from),
          };
    return NOTHING;
  }
  if (day >= latestDay) {
    folded.latestDay = day;
    return NOTHING;
  }
  folded.opening = null;
  if (!goesOn || opening === null || (opening.earliest ?? day) > day) return undefined;
  folded.latestDay = day;
  return new Map(opening.undated.filter(([, counted]) => counted > day).map(([at]) => [at, day]));
}

/** True where its date leaves more than one day open. */
function isLoose({ occurred_from, counts_from }: MovementRow): boolean {
  return occurred_from === null || occurred_from < counts_from;
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
