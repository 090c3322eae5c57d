import type { Model } from '#eventsourcing';
import type { StatementEvent } from './events.js';

/** What was published where and when, with the fingerprint of its stored copy. */
export type Statement =
  | { readonly status: 'unknown' }
  | { readonly status: 'captured'; readonly id: string; readonly sourceId: string; readonly sha256: string };

export const statement: Model<Statement, StatementEvent> = {
  category: 'statement',
  initial: { status: 'unknown' },
  evolve: (_, { data: { statementId, sourceId, sha256 } }) => ({
    status: 'captured',
    id: statementId,
    sourceId,
    sha256,
  }),
};
