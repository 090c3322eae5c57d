import type { Projection } from '#eventsourcing';
import type { Transaction } from './database/transaction.js';

/** A projection that may leave work for the end while a new generation is built. */
export interface ReadModel extends Projection<Transaction> {
  readonly finish?: (transaction: Transaction) => Promise<void>;
}

/**
 * What the projections are at: raised whenever the same events would give other rows. Kept apart from them, because readers
 * compare it too.
 */
export const PROJECTION_VERSIONS = {
  cohorts: 10,
  exchanges: 4,
  claims: 4,
  sources: 2,
  assessments: 2,
  pathways: 2,
  imports: 1,
  alerts: 2,
} as const;

/** The same as a generation keeps it. */
export const VERSIONS = JSON.stringify(PROJECTION_VERSIONS);
