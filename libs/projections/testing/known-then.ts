import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, Position } from '#eventsourcing';
import { openReadDatabase, openReadModels, type ReadModels, rebuild } from '../src/index.js';

/** Lets a test look at read models that were built from a log up to a position, and from nothing after it. */
export async function knownThen<T>(
  store: EventStore,
  until: Position,
  look: (models: ReadModels) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-then-'));
  const database = await openReadDatabase({ folder });
  const models = openReadModels({ folder });
  try {
    await rebuild(cutAfter(store, until), database);
    return await look(models);
  } finally {
    await models.close();
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

/** The log as it was when this was its newest position. */
function cutAfter(store: EventStore, until: Position): EventStore {
  return Object.assign(Object.create(store) as EventStore, {
    head: async () => until,
    async *follow(...[after, options]: Parameters<EventStore['follow']>): ReturnType<EventStore['follow']> {
      for await (const event of store.readAll(after)) if (event.position <= until) yield event;
      yield { caughtUp: true, position: until };
      if (options?.signal?.aborted === false) await once(options.signal, 'abort');
    },
  });
}
