import { estimateOf, type Bounds, type Category, type EdtfDate } from '#cases';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import { dayRange } from '../cohorts/entries.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { disagreementOf, type LineFile } from '../exchanges/lines.js';
import { hullBounds, isNumber } from '../exchanges/reported-lines.js';
import { checkPeriod } from '../reports/period.js';
import { heldAt } from '../streams/version.js';
import { heldClaims, type HeldClaim, type Question } from './held-claims.js';

export interface HeldPopulationsQuery extends KnownAt {
  readonly detainingPower?: string;
  readonly powerOfOrigin?: string;
  readonly category?: Category;
  /** Claims of this day or later, and of this day or earlier: `YYYY-MM-DD`. Those without a date are always there. */
  readonly from?: string;
  readonly to?: string;
  /** The same as `to`, for who asks every report about a day. */
  readonly on?: string;
}

/** What the claims of one date say together. */
export interface ClaimedOn {
  readonly asOf: EdtfDate | null;
  readonly claimIds: readonly string[];
  /** No less than the least and no more than the most of them; null where none states a number. */
  readonly bounds: Bounds | null;
  /** The least and the greatest of their numbers, exact or estimated; null where none has one. */
  readonly estimates: { readonly least: number; readonly greatest: number } | null;
  /** `contradict`: they cannot all be true; `differ`: they can, but say different things. */
  readonly disagreement: LineFile['disagreement'];
}

/** The claims about one question, side by side. */
export interface HeldPopulation extends Question {
  /** By date, those without one first. */
  readonly claims: readonly HeldClaim[];
  readonly dates: readonly ClaimedOn[];
}

export interface HeldPopulationsReport extends Answer {
  readonly rows: readonly HeldPopulation[];
}

/**
 * Claims of held populations that stand, side by side over time, question by question. No row adds anything up. Those struck
 * through are left out: `heldClaim` shows them.
 * @throws InvalidPeriod
 */
export async function heldPopulationsReport(
  models: ReadModels,
  query: HeldPopulationsQuery = {},
): Promise<HeldPopulationsReport> {
  checkPeriod(query.from, query.to);
  checkPeriod(query.from, query.on, 'on');
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    let select = reading.db.selectFrom('claims').selectAll().where(heldAt(known));
    if (query.detainingPower) select = select.where('detaining_power', '=', query.detainingPower);
    if (query.powerOfOrigin) select = select.where('power_of_origin', '=', query.powerOfOrigin);
    if (query.category) select = select.where('category', '=', query.category);
    const groups = new Map<string, { readonly question: Question; readonly claims: HeldClaim[] }>();
    for (const asked of await heldClaims(reading, await select.orderBy('id').execute(), known)) {
      // What was struck through stands in its own file, not in what is claimed.
      if (asked.retractedBy !== null || !isWithin(asked.asOf, query)) continue;
      const { detainingPower, powerOfOrigin, category, population, ...claim } = asked;
      const question = { detainingPower, powerOfOrigin, category, population };
      const group = groups.get(keyOfQuestion(question)) ?? { question, claims: [] };
      group.claims.push(claim);
      groups.set(keyOfQuestion(question), group);
    }
    const sorted = [...groups].sort(([a], [b]) => compare(a, b));
    return { ...answered(reading, known), rows: sorted.map(([, group]) => sideBySide(group.question, group.claims)) };
  });
}

function sideBySide(question: Question, unsorted: readonly HeldClaim[]): HeldPopulation {
  const claims = unsorted.toSorted(
    (a, b) => compare(periodOf(a.asOf), periodOf(b.asOf)) || compare(a.claimId, b.claimId),
  );
  const byDate = new Map<string, HeldClaim[]>();
  for (const claim of claims) {
    // A date that is not stated is nobody else's date.
    const date = claim.asOf === null ? claim.claimId : `/${periodOf(claim.asOf)}`;
    byDate.set(date, [...(byDate.get(date) ?? []), claim]);
  }
  return { ...question, claims, dates: [...byDate.values()].map(together) };
}

function together(claims: readonly HeldClaim[]): ClaimedOn {
  const figures = claims.map(({ people }) => people);
  const numbers = figures.filter(isNumber);
  const estimates = numbers.map(estimateOf).filter((estimate) => estimate !== null);
  return {
    asOf: claims[0]!.asOf,
    claimIds: claims.map(({ claimId }) => claimId),
    bounds: numbers.length === 0 ? null : hullBounds(numbers),
    estimates: estimates.length === 0 ? null : { least: Math.min(...estimates), greatest: Math.max(...estimates) },
    disagreement: disagreementOf(figures),
  };
}

/** The days that a date can mean: `2025-08-22` and `2025-08-22?` are the same. */
function periodOf(date: EdtfDate | null): string {
  if (date === null) return '';
  const { earliest, latest } = dayRange(date) ?? { earliest: null, latest: null };
  return `${earliest ?? ''}/${latest ?? ''}`;
}

function isWithin(date: EdtfDate | null, { from, to, on }: HeldPopulationsQuery): boolean {
  if (date === null) return true;
  const { earliest = null, latest = null } = dayRange(date) ?? {};
  return (
    (from === undefined || latest === null || latest >= from) &&
    [to, on].every((day) => day === undefined || earliest === null || earliest <= day)
  );
}

function keyOfQuestion({ detainingPower, powerOfOrigin, category, population }: Question): string {
  return JSON.stringify([detainingPower, powerOfOrigin, category, population ?? '']);
}
