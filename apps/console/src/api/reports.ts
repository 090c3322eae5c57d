import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchFile, send } from './client.js';
import type { AnswerTo } from './answers.js';

/** The reports of the API. */
export type ReportPath =
  | 'stages'
  | 'interim-care'
  | 'rehabilitation'
  | 'flows'
  | 'series'
  | 'exchanges'
  | 'intermediaries'
  | 'held-populations'
  | 'reconciliation';

/** What each report answers. */
export type Answers = { readonly [Path in ReportPath]: AnswerTo<`/api/v1/reports/${Path}`> };

/** Where a report is asked for; the same address gives it as a file. */
export function reportAddress(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined) as [string, string][];
  return `/api/v1/reports/${path}?${new URLSearchParams(given)}`;
}

export const reportQuery = <Path extends ReportPath>(path: Path, parameters: Readonly<Record<string, string>>) =>
  queryOptions({
    queryKey: ['report', path, parameters],
    queryFn: ({ signal }) => send<Answers[Path]>('GET', reportAddress(path, parameters), { signal }),
    placeholderData: keepPreviousData,
  });

/** What the log's checkpoint says: who signs, how many records, and the root of their tree. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: string;
  readonly root: string;
}

export const checkpointQuery = queryOptions({
  queryKey: ['checkpoint'],
  queryFn: async ({ signal }): Promise<Checkpoint> => {
    const note = await (await fetchFile('/api/v1/audit/checkpoint', signal)).text();
    const [origin = '', size = '', root = ''] = note.split('\n');
    return { origin, size, root };
  },
  staleTime: 60_000,
  retry: false,
});
