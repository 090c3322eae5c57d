import type { CaseEntry, KnownCohort, Presence } from '#cases';
import type { Position } from '#eventsourcing';
import type { Watched } from './watched.js';

/** A cohort as `cohort.evolve` folds it, and what the read side keeps of its case file besides. */
export interface FoldedCohort {
  /** `entries` goes back no further than the batch of events being folded. */
  state: KnownCohort;
  revision: number;
  /** Log position of its newest entry; null before the first. */
  position: Position | null;
  updatedAt: string;
  /** Log positions of its first entry, and of its newest registration: it can be registered again once that was taken back. */
  openedAt: Position;
  registeredAt: Position;
  /** How many standing entries there are of each grade, and how many name no source. */
  grades: Record<string, number>;
  unsourced: number;
  /** The day from which all its movements so far are certain; empty before the first. What is later cannot contradict them. */
  latestDay: string;
  /** Since when somebody can have been in each of its positions. */
  presence: Presence;
  /** What alerts are worked out from. */
  watched: Watched;
}

/** Stands for all entries before the batch. */
export const EARLIER: CaseEntry = {
  id: '',
  type: 'CohortRegistered',
  bookings: [],
  occurredOn: null,
  about: null,
  exchangeId: null,
  custody: null,
  confirmed: null,
  before: null,
};
