import { ALERT_KINDS, CATEGORIES, STAGES, type Beginning } from '#cases';
import { COHORT_FACETS, type CohortFacet } from './cohort-query.js';
import { compare } from './balances.js';
import type { There } from './cohort-filter.js';

/** How many of the cohorts that are asked about something is true of. */
export interface CohortCount {
  readonly value: string;
  /** A cohort whose people are in several places counts in each of them. */
  readonly cohorts: number;
}

/** Counts of all cohorts that are asked about, however many stand on the page. */
export type CohortCounts = { readonly [Facet in CohortFacet]?: readonly CohortCount[] };

/** What is counted of a cohort. */
export interface Countable {
  readonly category: string;
  readonly there: readonly There[];
  /** The alerts about it that are open. */
  readonly alarms: readonly Beginning[];
}

/** Counts cohorts: stages in the order of the way, countries by how many there are. */
export function countsOf(cohorts: readonly Countable[], facets: readonly CohortFacet[]): CohortCounts {
  const wanted = COHORT_FACETS.filter((facet) => facets.includes(facet));
  return Object.fromEntries(wanted.map((facet) => [facet, countsBy(cohorts, facet)]));
}

const VALUES: { readonly [Facet in CohortFacet]: (cohort: Countable) => readonly (string | null)[] } = {
  stage: ({ there }) => there.map(({ stage }) => stage),
  country: ({ there }) => there.map(({ country }) => country),
  category: ({ category }) => [category],
  alert: ({ alarms }) => alarms.map(({ kind }) => kind),
};

/** The order of values that have one. */
const ORDERS: { readonly [Facet in CohortFacet]?: readonly string[] } = {
  stage: STAGES,
  category: CATEGORIES,
  alert: ALERT_KINDS,
};

function countsBy(cohorts: readonly Countable[], facet: CohortFacet): CohortCount[] {
  const counts = new Map<string, number>();
  for (const cohort of cohorts) {
    for (const value of new Set(VALUES[facet](cohort))) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const order = ORDERS[facet];
  return [...counts]
    .map(([value, count]) => ({ value, cohorts: count }))
    .sort((a, b) =>
      order === undefined
        ? b.cohorts - a.cohorts || compare(a.value, b.value)
        : order.indexOf(a.value) - order.indexOf(b.value),
    );
}
