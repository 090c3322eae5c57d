import { boundsOf, lineKey, sameFigure, sumOf, type Figure, type Line, type StatedBasis } from '#cases';
import type { ExchangeFold, LineDecision } from './exchange-fold.js';

/** A source's figure for a line. */
export interface Claim {
  /** The entry that states it. */
  readonly entryId: string;
  /** `record`: the exchange's own legs; `report`: another source's figures beside it. */
  readonly from: 'record' | 'report';
  /** The record's figure is a sum of legs that the line does not tell apart. */
  readonly summed: boolean;
  readonly people: Figure;
  readonly basis: StatedBasis | null;
  readonly retractedBy: string | null;
}

/** A decision about a line. */
export type Decision = Omit<LineDecision, 'line'>;

/** Everything that was claimed and decided about one line. */
export interface LineFile {
  readonly line: Line;
  readonly claims: readonly Claim[];
  /** The oldest first; the newest that stands counts. */
  readonly decisions: readonly Decision[];
  readonly accepted: Figure | null;
  /** `contradict`: they cannot all be true; `differ`: they can, but say different things. */
  readonly disagreement: 'contradict' | 'differ' | null;
}

/** A figure that counts in totals. */
export interface CountedLine {
  readonly line: Line;
  readonly people: Figure;
  /** It was decided among claims. */
  readonly accepted: boolean;
}

/** Every line that somebody said something about, in a fixed order. */
export function linesOf(fold: ExchangeFold): LineFile[] {
  const named = [
    ...fold.legs.map(lineOfLeg),
    ...fold.reports.flatMap(({ figures }) => figures.map(({ line }) => line)),
    ...fold.decisions.map(({ line }) => line),
  ];
  const lines = new Map(named.map((line) => [lineKey(line), line]));
  return [...lines.keys()].sort().map((key) => lineFile(fold, key, lines.get(key)!));
}

function lineFile(fold: ExchangeFold, key: string, line: Line): LineFile {
  const reported = fold.reports.flatMap(({ entryId, figures, basis, retractedBy }) =>
    figures
      .filter((figure) => lineKey(figure.line) === key)
      .map(({ people }): Claim => ({ entryId, from: 'report', summed: false, people, basis, retractedBy })),
  );
  const claims = [...recordOf(fold, line), ...reported];
  const decisions = fold.decisions.filter((decision) => lineKey(decision.line) === key);
  return {
    line,
    claims,
    decisions: decisions.map(({ line: _, ...decision }) => decision),
    accepted: standing(decisions).at(-1)?.people ?? null,
    disagreement: disagreementOf(standing(claims).map(({ people }) => people)),
  };
}

/** What the exchange's own legs say of a line. */
function recordOf(fold: ExchangeFold, line: Line): Claim[] {
  const legs = standingLegs(fold).filter((leg) => covers(line, lineOfLeg(leg)));
  if (legs.length === 0) return [];
  const { entryId, basis } = fold;
  const people = sumOf(legs.map((leg) => leg.people));
  return [{ entryId, from: 'record', summed: legs.length > 1, people, basis, retractedBy: null }];
}

/**
 * The figures that count: for each leg's line the newest decision, else what the legs say. A decision about a coarser line
 * stands for all its legs where nothing finer was decided.
 */
export function countedLines(fold: ExchangeFold): CountedLine[] {
  if (fold.status !== 'recorded') return [];
  const decided = new Map(standing(fold.decisions).map((decision) => [lineKey(decision.line), decision]));
  const finest = [...decided.values()].filter(
    ({ line }) => ![...decided.values()].some((other) => other.line !== line && covers(line, other.line)),
  );
  const legs = standingLegs(fold);
  const counted = finest
    // A decision about people of whom every handover was struck through counts nobody.
    .filter(({ line }) => fold.legs.length === legs.length || legs.some((leg) => covers(line, lineOfLeg(leg))))
    .map(({ line, people }): CountedLine => ({ line, people, accepted: true }));
  const rest = new Map<string, { line: Line; figures: Figure[] }>();
  for (const leg of legs) {
    const line = lineOfLeg(leg);
    if (counted.some((one) => covers(one.line, line))) continue;
    const same = rest.get(lineKey(line)) ?? { line, figures: [] };
    same.figures.push(leg.people);
    rest.set(lineKey(line), same);
  }
  return [
    ...counted,
    ...[...rest.values()].map(({ line, figures }) => ({ line, people: sumOf(figures), accepted: false })),
  ];
}

/** Where two figures cannot both be true they contradict each other; what states no number disagrees with nothing. */
export function disagreementOf(figures: readonly Figure[]): LineFile['disagreement'] {
  const stated = figures.filter(({ kind }) => kind !== 'not-stated' && kind !== 'withheld');
  const different = stated.some((figure) => !sameFigure(figure, stated[0]!));
  if (!different) return null;
  const bounds = stated.map(boundsOf);
  const low = Math.max(...bounds.map((one) => one.low));
  const high = Math.min(...bounds.map((one) => one.high ?? Infinity));
  return low > high ? 'contradict' : 'differ';
}

/** Legs whose handover was not struck through. */
export function standingLegs(fold: ExchangeFold): ExchangeFold['legs'] {
  return fold.legs.filter(({ leg }) => (fold.handovers[leg]?.retractedBy ?? null) === null);
}

export function standing<T extends { readonly retractedBy: string | null }>(all: readonly T[]): T[] {
  return all.filter(({ retractedBy }) => retractedBy === null);
}

export function lineOfLeg({ powerOfOrigin, category, terms }: ExchangeFold['legs'][number]): Line {
  return { powerOfOrigin, category, terms };
}

/** True where everybody of the finer line is of the coarser one. */
export function covers(coarse: Line, fine: Line): boolean {
  return (
    coarse.powerOfOrigin === fine.powerOfOrigin &&
    (coarse.category === null || coarse.category === fine.category) &&
    (coarse.terms === null || coarse.terms === fine.terms)
  );
}
