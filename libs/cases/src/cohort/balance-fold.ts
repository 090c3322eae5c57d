import { PackedStates, type Json, type Recorded } from '#eventsourcing';
import { cohort as model, type Cohort } from './cohort.js';
import type { CohortEvent } from './events.js';
import { peopledIn } from './accounts.js';
import { keyOf } from './whereabouts.js';

/**
 * What a log adds up to: for each cohort the figure at each position where there may be people. Fed with every record in log
 * order; records of other streams are passed over.
 */
export class BalancesByCohort {
  private readonly cohorts = new PackedStates<Cohort>();

  take(record: Omit<Recorded, 'position' | 'canonical'>): void {
    if (!record.stream.startsWith(`${model.category}-`)) return;
    const before = this.cohorts.get(record.stream) ?? model.initial;
    this.cohorts.set(record.stream, model.evolve(before, record as unknown as CohortEvent & Recorded));
  }

  /** `{[cohortId]: [{stage, country, place, runBy, exit, people}]}`, the same for the same records, in any order of reading. */
  balances(): Json {
    const entries: [cohortId: string, rows: Json][] = [];
    // One state after the other, as all of them would not fit in memory.
    for (const [stream, state] of this.cohorts) entries.push([stream.slice(model.category.length + 1), rowsOf(state)]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function rowsOf(state: Cohort): Json {
  const accounts = state.status === 'unknown' ? [] : peopledIn(state.accounts);
  return accounts
    .sort((a, b) => (keyOf(a.whereabouts) < keyOf(b.whereabouts) ? -1 : 1))
    .map(({ whereabouts, people }) => ({ ...whereabouts, people: { ...people } }));
}
