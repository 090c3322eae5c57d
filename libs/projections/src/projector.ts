import type { EventStore, ProjectOptions } from '#eventsourcing';
import type { ReadDatabase } from './database/read-database.js';

export type ProjectorOptions = Pick<ProjectOptions, 'signal' | 'onCommit' | 'onCaughtUp'>;

/**
 * Brings the read models up to date and keeps them so until the signal aborts; first builds them anew where that is
 * needed. Where another process put a new generation in place, goes on with that one.
 */
export async function runProjector(
  store: EventStore,
  database: ReadDatabase,
  options: ProjectorOptions = {},
): Promise<void> {
  throw new Error(`not built yet ${store.constructor.name} ${database.folder} ${options.signal?.aborted}`);
}

/**
 * Builds all read models anew from the log, beside the ones being served, and puts them in place when they have
 * caught up. Gives true when they are in place, false when the signal stopped it before.
 */
export async function rebuild(
  store: EventStore,
  database: ReadDatabase,
  options: ProjectorOptions = {},
): Promise<boolean> {
  throw new Error(`not built yet ${store.constructor.name} ${database.folder} ${options.signal?.aborted}`);
}
