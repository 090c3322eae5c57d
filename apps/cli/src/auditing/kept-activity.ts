import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MISFILED_ACTIVITY, readActivity } from '#activity';
import type { Verdict, VerifyOptions } from '#ledger';
import { MemoryEventStore, openLedger } from '#stores';
import { refuseMissing } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';
import { verifyKept } from './kept-log.js';

/** The folder of what signs the activities. */
export const ACTIVITY_LEDGER = 'activity-ledger';

/** The ledger of activities in a data folder, opened to be read. @throws Failure where nothing was noted yet */
export async function openKeptActivity(data: string) {
  const file = fileIn(data);
  // The tree stands beside the activities in their own file, and no event is read for it.
  const tiles = await openLedger(`sqlite:${file}`, new MemoryEventStore(), '', { readOnly: true });
  return { tiles, folder: join(data, ACTIVITY_LEDGER), close: () => tiles.close() };
}

/**
 * Verifies who did and read what, in a data folder, as `verifyKeptLog` does the log: its records, its tree, that it continues the
 * last checkpoint that was signed of it, and that anyone who looks for an actor, a kind, a time or a cohort finds each record.
 */
export async function verifyKeptActivity(data: string, options: VerifyOptions): Promise<Verdict> {
  const address = `sqlite:${fileIn(data)}`;
  const under = 'actor, kind, time, cohort or id';
  const kept = { address, open: () => openKeptActivity(data), misfiled: MISFILED_ACTIVITY, under };
  return verifyKept(kept, { ...options, readLeaf: readActivity });
}

function fileIn(data: string): string {
  refuseMissing(data);
  const file = join(data, 'activity.sqlite');
  if (existsSync(file)) return file;
  throw new Failure(`nothing was noted in ${data} yet: ${file} is missing`, ExitCode.Unavailable);
}
