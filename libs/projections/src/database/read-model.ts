import type { Projection } from '#eventsourcing';
import type { Transaction } from './transaction.js';

/** A projection that may leave work for the end while a new generation is built. */
export interface ReadModel extends Projection<Transaction> {
  readonly finish?: (transaction: Transaction) => Promise<void>;
}
