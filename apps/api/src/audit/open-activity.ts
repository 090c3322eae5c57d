import { join } from 'node:path';
import type { Logger } from 'pino';
import { ActivityList, ActivityLog } from '#activity';
import type { EventStore } from '#eventsourcing';
import { LedgerFolder } from '#ledger';
import { openLedger, type LogLedger } from '#stores';

/** What was done and read: where it is noted, where it is looked up, and what proves it. */
export interface OpenedActivity {
  readonly log: ActivityLog;
  readonly list: ActivityList;
  readonly ledger: LogLedger;
  /** Signs its checkpoints, under a name of its own. */
  readonly folder: LedgerFolder;
}

/** Opens the record of activities in a folder. @param origin of the log that it belongs to */
export async function openActivity(
  folder: string,
  { origin, store, log }: { readonly origin: string; readonly store: EventStore; readonly log: Logger },
): Promise<OpenedActivity> {
  const file = join(folder, 'activity.sqlite');
  const signing = join(folder, 'activity-ledger');
  const onFailure = (reason: string): void => log.error({ reason }, 'activities wait to be written');
  const activities = await ActivityLog.open(file, { onFailure });
  return {
    log: activities,
    list: ActivityList.open(file),
    ledger: await openLedger(`sqlite:${file}`, store, ''),
    // A name once given is kept, also where the log has begun a new one.
    folder: LedgerFolder.open(signing, LedgerFolder.exists(signing) ? undefined : `${origin}/activity`),
  };
}

/** Writes what was noted, and closes. */
export async function closeActivity({ log, list, ledger }: OpenedActivity): Promise<void> {
  await log.close();
  list.close();
  await ledger.close();
}
