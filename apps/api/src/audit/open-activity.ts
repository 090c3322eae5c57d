import { join } from 'node:path';
import type { Logger } from 'pino';
import { ActivityList, ActivityLog } from '#activity';
import type { EventStore } from '#eventsourcing';
import { LedgerFolder, signAsItStands } from '#ledger';
import { openLedger, type LogLedger } from '#stores';
import { refuseLostLedger } from './lost-ledger.js';

/** Where activities stand, in the data folder. */
export const ACTIVITY_FILE = 'activity.sqlite';

/** Under this name it is injected. */
export const ACTIVITY = Symbol('activity');

/** What was done and read: where it is noted, where it is looked up, and what proves it. */
export interface OpenedActivity {
  readonly log: ActivityLog;
  readonly list: ActivityList;
  readonly ledger: LogLedger;
  /** Signs its checkpoints, under a name of its own. */
  readonly folder: LedgerFolder;
  /** Signs what is there now; says in the server's log where it cannot. */
  readonly sign: () => Promise<unknown>;
  readonly signing: NodeJS.Timeout;
}

/** So often what was noted is signed, if there is more of it; besides, whenever somebody asks for a checkpoint. */
const SIGN_EVERY_MS = 60_000;

/** Opens the record of activities in a folder. @param origin of the log that it belongs to */
export async function openActivity(
  folder: string,
  { origin, store, log }: { readonly origin: string; readonly store: EventStore; readonly log: Logger },
): Promise<OpenedActivity> {
  const file = join(folder, ACTIVITY_FILE);
  const signing = join(folder, 'activity-ledger');
  await refuseLostLedger(folder, 'activity-ledger');
  const onFailure = (reason: string): void => log.error({ reason }, 'activities wait to be written');
  const activities = await ActivityLog.open(file, { onFailure });
  const ledger = await openLedger(`sqlite:${file}`, store, '');
  // A name once given is kept, also where the log has begun a new one.
  const key = LedgerFolder.open(signing, LedgerFolder.exists(signing) ? undefined : `${origin}/activity`);
  // Cases are not to wait for it: what cannot be signed is said, here and to anyone who asks for a checkpoint.
  const notSigned = (error: unknown): void => log.error({ err: error }, 'the activities were not signed');
  const sign = (): Promise<unknown> => signAsItStands(key, ledger).catch(notSigned);
  await sign();
  const everyMinute = setInterval(() => void sign(), SIGN_EVERY_MS).unref();
  return { log: activities, list: await ActivityList.open(file), ledger, folder: key, sign, signing: everyMinute };
}

/** Writes what was noted, signs it, and closes. */
export async function closeActivity({ log, list, ledger, sign, signing }: OpenedActivity): Promise<void> {
  clearInterval(signing);
  await log.close();
  await sign();
  list.close();
  await ledger.close();
}
