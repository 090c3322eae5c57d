import type { EventStore } from '#eventsourcing';
import { openReadDatabase, runProjector } from '#projections';

/** What is told while the read models are kept up to date: rows were written, or everything that there is has been. */
export interface FromProjector {
  readonly caughtUp: boolean;
}

/** Keeps the read database of a folder up to date with a log until the signal aborts. */
export async function projectInto(
  folder: string,
  store: EventStore,
  signal: AbortSignal,
  tell: (message: FromProjector) => void,
): Promise<void> {
  const database = await openReadDatabase({ folder });
  try {
    await runProjector(store, database, {
      signal,
      onCommit: () => tell({ caughtUp: false }),
      onCaughtUp: () => tell({ caughtUp: true }),
    });
  } finally {
    await database.close();
  }
}
