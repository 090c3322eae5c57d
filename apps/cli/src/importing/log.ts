import type { Option } from 'commander';
import { MODELS } from '#cases';
import { CommandHandling, Folds, inNewestShapes } from '#eventsourcing';
import type { Known } from '#imports';
import { openEventStore } from '#stores';
import { dataFolder, logAddress, logElsewhere, refuseUnwritable } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';

export interface LogOptions {
  readonly data: string;
  readonly log?: string;
}

/** Which log to work on. */
export function logOptions(): readonly Option[] {
  return [dataFolder(), logElsewhere()];
}

/** Events kept folded, and memory for pages of the log: an import rarely comes back to a stream, whatever its size. */
const KEPT = 2_000;
const CACHE_MIB = 32;

/** Works on a log that nobody else writes to meanwhile. */
export async function withLog<T>({ data, log }: LogOptions, work: (known: Known) => Promise<T>): Promise<T> {
  if (log === undefined) refuseUnwritable(data);
  const store = await openEventStore(logAddress(data, log), { cacheMiB: CACHE_MIB }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`${reason}. Stop the server that uses it, then import.`, ExitCode.Unavailable);
  });
  try {
    const handling = new CommandHandling(store, new Folds(store, KEPT));
    return await work({ store: inNewestShapes(store, MODELS), handling });
  } finally {
    await store.close();
  }
}
