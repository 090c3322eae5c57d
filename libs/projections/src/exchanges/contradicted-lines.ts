import { boundsOf, lineKey, sumOf, type Bounds, type Figure, type Line } from '#cases';
import type { ExchangeFold } from './exchange-fold.js';
import { covers, disagreementOf, standing, type CountedLine } from './lines.js';
import { hullBounds, isNumber } from './reported-lines.js';

/** What a report says of a line. */
interface Said {
  readonly line: Line;
  readonly people: Figure;
  /** The log position of the report. */
  readonly position: string;
}

/**
 * Of each line that counts and that a report contradicts, what the record, decisions and reports together allow, by
 * `lineKey`. Who decides among claims has seen them: a decision is contradicted only by what was reported since.
 * @param counted what counts by the record and by decisions
 */
export function contradictedLines(fold: ExchangeFold, counted: readonly CountedLine[]): ReadonlyMap<string, Bounds> {
  const reports = standing(fold.reports).flatMap(({ entryId, figures }) =>
    figures.map(({ line, people }): Said => ({ line, people, position: fold.positions[entryId] ?? '' })),
  );
  const found = new Map<string, Bounds>();
  for (const line of new Map(reports.map((one) => [lineKey(one.line), one.line])).values()) {
    const of = reports.filter((one) => lineKey(one.line) === lineKey(line) && isNumber(one.people));
    for (const [{ line: which, people }, bounds] of [...whole(fold, counted, line, of), ...part(fold, counted, of)]) {
      const known = found.get(lineKey(which)) ?? boundsOf(people);
      found.set(lineKey(which), {
        low: Math.min(known.low, bounds.low),
        high: known.high === null || bounds.high === null ? null : Math.max(known.high, bounds.high),
      });
    }
  }
  return found;
}

type Contradicted = readonly [CountedLine, Bounds];

/** Reports of a line that takes in lines that count: what these come to together is held against what is reported. */
function whole(
  fold: ExchangeFold,
  counted: readonly CountedLine[],
  line: Line,
  reports: readonly Said[],
): Contradicted[] {
  const parts = counted.filter((one) => covers(line, one.line));
  const since = parts.map((one) => decidedAt(fold, one)).reduce((a, b) => (a > b ? a : b), '');
  const said = reports.filter(({ position }) => position > since).map(({ people }) => people);
  if (parts.length === 0 || said.length === 0) return [];
  const sum = sumOf(parts.map(({ people }) => people));
  if (disagreementOf([sum, ...said]) !== 'contradict') return [];
  const [own, all] = [boundsOf(sum), hullBounds([sum, ...said])];
  // By how many the parts together can be fewer or more, each of them can: nobody knows which of them is wrong.
  const fewer = own.low - all.low;
  const more = own.high === null || all.high === null ? null : all.high - own.high;
  return parts.map((one) => {
    const { low, high } = boundsOf(one.people);
    return [one, { low: Math.max(0, low - fewer), high: high === null || more === null ? null : high + more }];
  });
}

/** Reports of a part of a line that counts: more of it than there are in all. */
function part(fold: ExchangeFold, counted: readonly CountedLine[], reports: readonly Said[]): Contradicted[] {
  return counted.flatMap((one): Contradicted[] => {
    const { low, high } = boundsOf(one.people);
    const since = decidedAt(fold, one);
    const more = reports.some(
      ({ line, people, position }) =>
        position > since &&
        lineKey(line) !== lineKey(one.line) &&
        covers(one.line, line) &&
        high !== null &&
        boundsOf(people).low > high,
    );
    return more ? [[one, { low, high: null }]] : [];
  });
}

/** The log position at which a line's figure was decided; empty where the record states it. */
function decidedAt(fold: ExchangeFold, { line, accepted }: CountedLine): string {
  if (!accepted) return '';
  const decision = standing(fold.decisions).findLast((one) => lineKey(one.line) === lineKey(line));
  return decision === undefined ? '' : (fold.positions[decision.entryId] ?? '');
}
