import { boundsOf, figureFrom, lineKey, sameFigure, type Bounds, type Figure, type Line } from '#cases';
import { compare } from '../cohorts/balances.js';
import type { ExchangeFold } from './exchange-fold.js';
import { covers, disagreementOf, standing, type CountedLine } from './lines.js';

/** What reports together say of a line; contradicted where they cannot all be true. */
export interface ReportedLine extends CountedLine {
  readonly contradicted: boolean;
}

/** What reports say of people of whom the record states no number. */
interface ReportedLines {
  readonly reported: readonly ReportedLine[];
  /** Lines of the record that state no number, by `lineKey`: what is reported stands in their place. */
  readonly superseded: ReadonlySet<string>;
}

/**
 * Lines that only reports state: the other side's people, or those of whom the record says that their number is not stated.
 * Where several reports speak of one line, what they say together. A coarser line counts less what finer ones say.
 * @param counted what counts by the record and by decisions
 */
export function reportedLines(fold: ExchangeFold, counted: readonly CountedLine[]): ReportedLines {
  if (fold.status !== 'recorded' || fold.reports.length === 0) return { reported: [], superseded: new Set() };
  const known = counted.filter(({ people, accepted }) => accepted || isNumber(people));
  const figures = new Map<string, { readonly line: Line; readonly said: Figure[] }>();
  for (const { line, people } of standing(fold.reports).flatMap((report) => report.figures)) {
    if (!isNumber(people) || known.some((one) => overlap(one.line, anyTerms(line)))) continue;
    const same = figures.get(lineKey(line)) ?? { line, said: [] };
    same.said.push(people);
    figures.set(lineKey(line), same);
  }
  const reported: ReportedLine[] = [];
  for (const { line, said } of [...figures.values()].sort(finerFirst)) {
    const finer = reported.filter((one) => overlap(one.line, line));
    const people = finer.length === 0 ? hullOf(said) : rest(hullOf(said), line, finer);
    if (boundsOf(people).high === 0 && finer.length > 0) continue;
    reported.push({ line, people, accepted: false, contradicted: disagreementOf(said) === 'contradict' });
  }
  const unstated = counted.filter((one) => !known.includes(one)).map(({ line }) => line);
  const superseded = unstated.filter((line) => reported.some((one) => covers(one.line, line))).map(lineKey);
  return { reported, superseded: new Set(superseded) };
}

/** What several figures for the same people say together: no less than the least, no more than the most. */
function hullOf(figures: readonly Figure[]): Figure {
  const [first, ...others] = figures as readonly [Figure, ...Figure[]];
  if (others.every((one) => sameFigure(one, first))) return first;
  return figureFrom(hullBounds(figures));
}

export function hullBounds(figures: readonly Figure[]): Bounds {
  const bounds = figures.map(boundsOf);
  const highs = bounds.map(({ high }) => high);
  return {
    low: Math.min(...bounds.map(({ low }) => low)),
    high: highs.includes(null) ? null : Math.max(...(highs as number[])),
  };
}

/** True where the figure is one: neither not stated nor withheld. */
export function isNumber({ kind }: Figure): boolean {
  return kind !== 'not-stated' && kind !== 'withheld';
}

/** Who is left of a coarser line. */
function rest(people: Figure, line: Line, finer: readonly CountedLine[]): Figure {
  let { low, high } = boundsOf(people);
  for (const one of finer) {
    const part = boundsOf(one.people);
    low = part.high === null ? 0 : Math.max(0, low - part.high);
    // Of a line that only overlaps, nobody knows how many are meant here.
    if (high !== null && covers(line, one.line)) high = Math.max(0, high - part.low);
  }
  return figureFrom({ low, high });
}

/** True where somebody may be of both lines. */
export function overlap(a: Line, b: Line): boolean {
  return (
    a.powerOfOrigin === b.powerOfOrigin &&
    (a.category === null || b.category === null || a.category === b.category) &&
    (a.terms === null || b.terms === null || a.terms === b.terms)
  );
}

/** Who tells those released outside the exchange apart divides the same people: that adds nobody to what is known. */
export function anyTerms(line: Line): Line {
  return { ...line, terms: null };
}

function finerFirst(a: { readonly line: Line }, b: { readonly line: Line }): number {
  return openness(a.line) - openness(b.line) || compare(lineKey(a.line), lineKey(b.line));
}

function openness({ category, terms }: Line): number {
  return (category === null ? 1 : 0) + (terms === null ? 1 : 0);
}
