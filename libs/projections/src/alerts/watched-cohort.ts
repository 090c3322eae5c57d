import { pathwayFor, watch, type Alarm, type Category, type Pathway, type WatchedCohort } from '#cases';
import { peopledAccounts } from '../cohorts/balances.js';
import type { FoldedCohort } from '../cohorts/folded-cohort.js';
import { watchedBalance } from '../cohorts/watched-balance.js';
import type { Watched } from '../cohorts/watched.js';

/** An entry that names no source, or whose source does not count any more. */
export type Unsourced = WatchedCohort['unsourced'][number];

/**
 * What is to be asked about a cohort on a day.
 * @param unsourced its entries without a source; left out: as many as are needed to say since when there are any
 */
export function alarmsOf(
  folded: FoldedCohort,
  pathways: readonly Pathway[],
  today: string,
  unsourced: readonly Unsourced[] = unsourcedSince(folded.unsourced, folded.watched.unsourcedSince),
): readonly Alarm[] {
  const { state, watched } = folded;
  if (state.status !== 'open' || !state.watch.watched) return [];
  const balances = peopledAccounts(folded).map((account) => watchedBalance(account, watched));
  const openHandovers = handoversOf(watched.handovers);
  const pathway = pathwayOf(pathways, state.category, state.powerOfOrigin, watched.releasedOn, today);
  return watch({ balances, openHandovers, unsourced }, pathway, today);
}

/** Which way home is expected of people who left custody on a day, or would today. */
export function pathwayOf(
  pathways: readonly Pathway[],
  category: Category,
  powerOfOrigin: string,
  releasedOn: string | null,
  today: string,
): Pathway | undefined {
  return pathwayFor(pathways, category, powerOfOrigin, releasedOn ?? today);
}

function handoversOf(handovers: Watched['handovers']): WatchedCohort['openHandovers'] {
  return Object.entries(handovers).map(([entryId, when]) => ({ entryId, ...when }));
}

/** Stands for all entries without a source where only their number and the first one's day are known. */
export function unsourcedSince(count: number, since: string | null): readonly Unsourced[] {
  return count > 0 && since !== null ? [{ entryId: '', recordedOn: since }] : [];
}
