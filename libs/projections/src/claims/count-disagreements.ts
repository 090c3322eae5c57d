import type { EdtfDate, Figure, InclusionRule } from '#cases';
import { compare } from '../cohorts/balances.js';
import { dayRange } from '../cohorts/entries.js';
import { disagreementOf, type LineFile } from '../exchanges/lines.js';
import type { PublishedTotalFile } from './published-totals.js';

/** Totals of one day that count the same people and do not say the same. */
export interface CountDisagreement {
  readonly asOf: EdtfDate;
  readonly rule: InclusionRule;
  /** Who says what, by claimant. */
  readonly totals: readonly { readonly claimant: string; readonly totalId: string; readonly total: Figure }[];
  readonly disagreement: NonNullable<LineFile['disagreement']>;
}

/** Where claimants disagree about a count, in the order of its dates. Totals struck through have no say. */
export function countDisagreements(all: readonly PublishedTotalFile[]): CountDisagreement[] {
  const standing = all.filter(({ retractedBy }) => retractedBy === null);
  const counts = [...Map.groupBy(standing, countOf)].sort(([a], [b]) => compare(a, b));
  return counts.flatMap(([, same]): CountDisagreement[] => {
    const disagreement = disagreementOf(same.map(({ total }) => total));
    // Two totals of one claimant and day are a correction.
    if (disagreement === null || new Set(same.map(({ claimant }) => claimant)).size < 2) return [];
    const { asOf, rule } = same[0]!;
    const totals = same
      .map(({ claimant, totalId, total }) => ({ claimant, totalId, total }))
      .sort((a, b) => compare(a.claimant, b.claimant) || compare(a.totalId, b.totalId));
    return [{ asOf, rule, totals, disagreement }];
  });
}

/** The days that a date can mean and whom the rule takes in: what two totals have in common that can be compared. */
function countOf({ asOf, rule }: PublishedTotalFile): string {
  const { earliest, latest } = dayRange(asOf) ?? { earliest: null, latest: null };
  const { intermediaries, powersOfOrigin, categories, terms, from, includes, excludes } = rule;
  const lists = [intermediaries, powersOfOrigin, categories, terms, includes, excludes];
  return JSON.stringify([latest, earliest, ...lists.map((list) => list?.toSorted(compare) ?? null), from]);
}
