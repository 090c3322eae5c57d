import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { MODELS } from '#cases';
import { CommandHandling, Folds, inNewestShapes } from '#eventsourcing';
import type { Known } from '#imports';
import { ADDRESSES, openEventStore } from '#stores';
import { ExitCode, Failure } from '../exit-code.js';

export interface LogOptions {
  readonly data: string;
  readonly store?: string;
}

/** Which log to work on. */
export function logOptions(): readonly Option[] {
  return [
    new Option('--data <folder>', 'the data folder of the installation').env('DATA_DIR').default('./data'),
    new Option('--store <address>', `the log, where it is not in the data folder: ${ADDRESSES}`),
  ];
}

/** Events kept folded: an import rarely comes back to a stream. */
const KEPT = 20_000;

/** Works on a log that nobody else writes to meanwhile. */
export async function withLog<T>({ data, store: address }: LogOptions, work: (known: Known) => Promise<T>): Promise<T> {
  if (address === undefined && !existsSync(data)) {
    const detail = `there is no data folder ${data}: start the server once, or name another with --data`;
    throw new Failure(detail, ExitCode.Usage);
  }
  const store = await openEventStore(address ?? `sqlite:${join(data, 'log.sqlite')}`).catch((error: unknown) => {
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
