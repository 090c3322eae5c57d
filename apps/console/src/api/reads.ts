import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Clocks } from '../time/clocks.js';
import { api, dataOf } from './client.js';
import type { components } from './schema.js';

export type Cohort = components['schemas']['CohortStatusObservedAnswer'];
export type CohortRow = components['schemas']['CohortPage']['rows'][number];
export type Entry = components['schemas']['CaseFileEntryPage']['rows'][number];
export type Balance = Cohort['balances'][number];

/** What the board is narrowed to; it stands in the address. */
export interface BoardFilter {
  readonly stage?: Cohort['balances'][number]['stage'];
  readonly q?: string;
}

/** The position of this device's last write: every read after it waits for it, or one's own entry would be missing. */
let written: string | undefined;

export function readAfter(position: string): void {
  if (written === undefined || position > written) written = position;
}

/** In the past one's own last write is no matter. */
export function at({ knownAt, on }: Clocks) {
  return { ...(knownAt === undefined ? written !== undefined && { after: written } : { knownAt }), ...(on && { on }) };
}

/** The cohorts, the most pressing questions first, a page after the other. */
export const boardQuery = ({ stage, q }: BoardFilter, clocks: Clocks) =>
  infiniteQueryOptions({
    queryKey: ['board', { stage, q }, clocks],
    queryFn: ({ signal, pageParam }) => {
      const filter = { status: 'open', sort: 'attention', ...(stage && { stage: [stage] }), ...(q && { q }) } as const;
      const query = { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }), ...at(clocks) };
      return dataOf(api.GET('/api/v1/cohorts', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** How many cohorts have people in each stage, whatever stage the board is narrowed to. */
export const stageCountsQuery = ({ q }: BoardFilter, clocks: Clocks) =>
  queryOptions({
    queryKey: ['board', 'counts', { q }, clocks],
    queryFn: async ({ signal }) => {
      const query = { status: 'open', facets: 'stage', limit: 1, ...(q && { q }), ...at(clocks) } as const;
      const { facets } = await dataOf(api.GET('/api/v1/cohorts', { params: { query }, signal }));
      return new Map(facets?.stage?.map(({ value, cohorts }) => [value, cohorts]));
    },
    placeholderData: keepPreviousData,
  });

export const cohortQuery = (id: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['cohort', id, clocks],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/cohorts/{id}', { params: { path: { id }, query: at(clocks) }, signal })),
  });

/** How many entries one answer gives; a longer case file is read on until its end. */
const PAGE = 200;

export const entriesQuery = (id: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['entries', id, clocks],
    queryFn: async ({ signal }) => {
      const { on: _, ...query } = at(clocks);
      const rows: Entry[] = [];
      let position: string | null = null;
      for (let cursor: string | undefined; ;) {
        const params = { path: { id }, query: { ...query, limit: PAGE, ...(cursor && { cursor }) } };
        const page = await dataOf(api.GET('/api/v1/cohorts/{id}/entries', { params, signal }));
        rows.push(...page.rows);
        position = page.position;
        if (page.next === null) return { position, rows };
        cursor = page.next;
      }
    },
  });

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/sources', { params: { query: { limit: 200 } }, signal })),
  staleTime: 5 * 60_000,
});
