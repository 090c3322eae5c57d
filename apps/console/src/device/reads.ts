import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import type { DeviceStore } from './db.js';

/** What is kept to be read without a line. Never what was asked of the past, nor anything that is not named here. */
const KEPT: ReadonlySet<unknown> = new Set(['board', 'cohort', 'entries', 'sources', 'attention']);

/** Case files that were opened are kept, the latest first, up to so many answers. */
const MOST_KEPT = 200;

interface KeptRead {
  readonly queryKey: QueryKey;
  readonly data: unknown;
  readonly updatedAt: number;
}

/**
 * Puts what this device has kept on the screens at once, and keeps from then on what the server answers.
 * @returns ends the keeping
 */
export async function keepReads(queries: QueryClient, store: DeviceStore): Promise<() => void> {
  const kept = (await store.all<KeptRead>('reads')).map(([key, read]) => ({ ...read, key: String(key) }));
  const latestFirst = kept.toSorted((a, b) => b.updatedAt - a.updatedAt);
  for (const { queryKey, data, updatedAt } of latestFirst.slice(0, MOST_KEPT)) {
    // What has come from the server meanwhile is newer.
    if (queries.getQueryData(queryKey) === undefined) queries.setQueryData(queryKey, data, { updatedAt });
  }
  for (const { key } of latestFirst.slice(MOST_KEPT)) void store.remove('reads', key);
  return queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual === true) return;
    const { query } = event;
    if (!isKept(query)) return;
    const { queryHash, queryKey, state } = query;
    const read: KeptRead = { queryKey, data: state.data, updatedAt: state.dataUpdatedAt };
    // The disk may be full, or the store closed by a sign-out: then it is only not kept.
    void store.put('reads', queryHash, read).catch(() => {});
  });
}

function isKept({ queryKey }: Query): boolean {
  if (!KEPT.has(queryKey[0])) return false;
  const clocks = queryKey.at(-1);
  const isOfThePast = typeof clocks === 'object' && clocks !== null && ('knownAt' in clocks || 'on' in clocks);
  // A map is no JSON, and counts are worth nothing without the rows.
  return !isOfThePast && queryKey[1] !== 'counts';
}
