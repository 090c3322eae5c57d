import type { EventStore } from '#eventsourcing';
import { openReadDatabase, runProjector } from '#projections';

/** What is told while the read models are kept up to date: rows were written, or everything that there is has been; or damage. */
export type FromProjector = { readonly caughtUp: boolean } | { readonly damaged: true };

/** So often it is looked whether somebody found the read database damaged. */
const LOOK_EVERY_MS = 1_000;

/** Keeps the read database of a folder up to date with a log until the signal aborts. One that is damaged is made again. */
export async function projectInto(
  folder: string,
  store: EventStore,
  signal: AbortSignal,
  tell: (message: FromProjector) => void,
): Promise<void> {
  while (!signal.aborted) {
    const database = await openReadDatabase({ folder });
    const abandoned = new AbortController();
    const look = setInterval(() => database.isAbandoned() && abandoned.abort(), LOOK_EVERY_MS).unref();
    try {
      await runProjector(store, database, {
        signal: AbortSignal.any([signal, abandoned.signal]),
        onCommit: () => tell({ caughtUp: false }),
        onCaughtUp: () => tell({ caughtUp: true }),
      });
    } catch (error) {
      if (!database.isAbandoned()) throw error;
      tell({ damaged: true });
    } finally {
      clearInterval(look);
      await database.close();
    }
  }
}
