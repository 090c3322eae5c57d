import { boundsOf, lineKey, NOT_STATED, type Figure, type Line } from '#cases';
import { compare } from '../cohorts/balances.js';
import type { ExchangeFold } from './exchange-fold.js';
import { standing, standingLegs, type CountedLine } from './lines.js';
import { anyTerms, isNumber, overlap } from './reported-lines.js';

/** A line of which nothing counts; `named` where a report names it, and no report states a number. */
interface UnstatedLine extends CountedLine {
  readonly named: boolean;
}

/**
 * People of whom neither the record nor a decision states a number, though they changed hands or may have: those whom reports
 * alone count, those whom reports name without a number, and the other side of an exchange of which nobody said anything.
 * A sum that left them out without a word would say of them that they are nobody.
 * @param counted what counts by the record and by decisions
 * @param reported what reports alone state
 */
export function unstatedLines(
  fold: ExchangeFold,
  counted: readonly CountedLine[],
  reported: readonly CountedLine[],
): UnstatedLine[] {
  if (fold.status !== 'recorded') return [];
  const unstated = new Map<string, UnstatedLine>();
  const add = (line: Line, people: Figure, named = false): void => {
    unstated.set(lineKey(line), { line, people, accepted: false, named });
  };
  // A report that says nobody agrees with a record that has no leg.
  for (const { line } of reported.filter(({ people }) => boundsOf(people).high !== 0)) {
    if (!counted.some((one) => lineKey(one.line) === lineKey(line))) add(line, NOT_STATED);
  }
  for (const { line, people } of standing(fold.reports).flatMap(({ figures }) => figures)) {
    if (isNumber(people) || [...counted, ...reported].some((one) => overlap(one.line, anyTerms(line)))) continue;
    const said = unstated.get(lineKey(line))?.people ?? people;
    add(line, said.kind === people.kind ? people : NOT_STATED, true);
  }
  const named = new Set([...counted, ...reported, ...unstated.values()].map(({ line }) => line.powerOfOrigin));
  // What is done in exchange goes both ways.
  for (const { terms, detainingPower } of standingLegs(fold)) {
    if (terms !== 'exchange' || named.has(detainingPower)) continue;
    add({ powerOfOrigin: detainingPower, category: null, terms }, NOT_STATED);
  }
  return [...unstated.values()].sort((a, b) => compare(lineKey(a.line), lineKey(b.line)));
}
