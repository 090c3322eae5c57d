import { inWords, sameFigure, stated, type Basis, type Figure, type StatedBasis } from '#cases';
import type { ImportStep } from '../layouts/import-step.js';

/** Where a row says something else than what is recorded, in the layout's name of the column. */
export interface Difference {
  readonly column: string;
  readonly recorded: string;
  readonly proposed: string;
}

/** A row held against what is recorded of the same thing. */
export type Comparison =
  | { readonly outcome: 'unchanged' }
  /** The steps say the difference beside what is recorded: nothing is overwritten. */
  | { readonly outcome: 'amended'; readonly differences: readonly Difference[]; readonly steps: readonly ImportStep[] }
  /** There is no command that would say it. */
  | { readonly outcome: 'conflict'; readonly differences: readonly Difference[] };

/** A column with what is recorded and what the row says. */
export type Pair = readonly [column: string, recorded: unknown, proposed: unknown];

export function differencesOf(pairs: readonly Pair[]): Difference[] {
  return pairs
    .map(([column, recorded, proposed]) => ({ column, recorded: shown(recorded), proposed: shown(proposed) }))
    .filter(({ recorded, proposed }) => recorded !== proposed);
}

/** Two figures differ only where the row states one: an empty cell says nothing against a figure. */
export function figurePair(column: string, recorded: Figure, proposed: Figure): Pair[] {
  if (proposed.kind === 'not-stated' || sameFigure(recorded, proposed)) return [];
  return [[column, recorded, proposed]];
}

/** The columns in which two bases differ. */
export function basisPairs(recorded: StatedBasis | null, basis: Basis | null | undefined): Pair[] {
  const proposed = stated(basis);
  return [
    ['source', recorded?.source, proposed?.source],
    ['url', recorded?.url, proposed?.url],
    ['published_on', recorded?.publishedOn, proposed?.publishedOn],
    ['reliability', recorded?.reliability, proposed?.reliability],
    ['credibility', recorded?.credibility, proposed?.credibility],
    ['corroborated_by', recorded?.corroboratedBy, proposed?.corroboratedBy],
  ];
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'not stated';
  if (Array.isArray(value)) return value.length === 0 ? 'not stated' : value.toSorted().join(' ');
  if (typeof value === 'object' && 'kind' in value) return inWords(value as Figure);
  return String(value as string);
}
