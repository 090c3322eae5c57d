import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Clocks } from '../time/clocks.js';
import { send } from './client.js';
import { at } from './reads.js';
import type { paths } from './schema.js';

/** What the API answers under a path. */
export type AnswerTo<Path extends keyof paths> = paths[Path] extends {
  readonly get: {
    readonly responses: { readonly 200: { readonly content: { readonly 'application/json': infer Answer } } };
  };
}
  ? Answer
  : never;

export type Exchange = AnswerTo<'/api/v1/exchanges/{id}'>;
export type ExchangeRow = AnswerTo<'/api/v1/exchanges'>['rows'][number];
export type ExchangeLine = Exchange['lines'][number];
export type SourceRow = AnswerTo<'/api/v1/sources'>['rows'][number];

/** Everything of a list, however many answers it takes: what is counted is all there is, and never a page. */
export async function allRows<Row>(path: string, signal: AbortSignal, clocks: Clocks) {
  const rows: Row[] = [];
  for (let cursor: string | undefined; ;) {
    const query = new URLSearchParams({ ...at(clocks), limit: '200', ...(cursor !== undefined && { cursor }) });
    const page = await send<{ position: string; rows: Row[]; next: string | null }>('GET', `${path}?${query}`, {
      signal,
    });
    rows.push(...page.rows);
    if (page.next === null) return { position: page.position, rows };
    cursor = page.next;
  }
}

export const exchangesQuery = (clocks: Clocks) =>
  queryOptions({
    queryKey: ['exchanges', clocks],
    queryFn: ({ signal }) => allRows<ExchangeRow>('/api/v1/exchanges', signal, clocks),
    placeholderData: keepPreviousData,
  });

export const exchangeQuery = (id: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['exchange', id, clocks],
    queryFn: ({ signal }) =>
      send<Exchange>('GET', `/api/v1/exchanges/${encodeURIComponent(id)}?${new URLSearchParams({ ...at(clocks) })}`, {
        signal,
      }),
  });

/** All sources, by their id: which of them are independent of each other. */
export const sourcesQuery = ({ knownAt }: Clocks) =>
  queryOptions({
    queryKey: ['sources', knownAt],
    queryFn: ({ signal }) => allRows<SourceRow>('/api/v1/sources', signal, knownAt === undefined ? {} : { knownAt }),
    staleTime: 60_000,
  });
