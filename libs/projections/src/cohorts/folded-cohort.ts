import type { CaseEntry, KnownCohort } from '#cases';
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
  /** The latest day from which any of its movements counts: what is later cannot contradict it. */
  latestDay: string;
  opening: Opening | null;
  /** What alerts are worked out from. */
  watched: Watched;
}

/**
 * The movements so far, as long as none of them fixed the day of the others: one led to the next, not or only roughly dated.
 * The first dated departure then dates them all, and nothing has to be looked up for it.
 */
export interface Opening {
  /** Log positions of the movements, and the day from which each counts so far. */
  readonly undated: readonly (readonly [position: Position, day: string])[];
  /** The account into which the newest of them led. */
  readonly account: string;
  /** None of them can have been before this day. */
  readonly earliest: string | null;
}

/** Stands for all entries before the batch. */
export const EARLIER: CaseEntry = {
  id: '',
  type: 'CohortRegistered',
  bookings: [],
  about: null,
  exchangeId: null,
  custody: null,
  confirmed: null,
  before: null,
};
