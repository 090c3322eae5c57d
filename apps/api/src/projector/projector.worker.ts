import { parentPort, workerData } from 'node:worker_threads';
import { ReadDatabase, runProjector } from '#projections';
import { openEventStore } from '#stores';
import type { FromProjector, ProjectorPlace } from './projector.js';

/** Keeps the read database up to date on a thread of its own, so that requests never wait for it. */
const { log, readFolder } = workerData as ProjectorPlace;
const tell = (message: FromProjector): void => parentPort!.postMessage(message);

const stopping = new AbortController();
parentPort!.once('message', () => stopping.abort());

const store = await openEventStore(log, { readOnly: true });
const database = await ReadDatabase.open({ folder: readFolder });
try {
  await runProjector(store, database, {
    signal: stopping.signal,
    onCommit: () => tell({ caughtUp: false }),
    onCaughtUp: () => tell({ caughtUp: true }),
  });
} finally {
  await database.close();
  await store.close();
  parentPort!.close();
}
