import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { ReadDatabase, runProjector } from '#projections';
import { openEventStore } from '#stores';
import type { FromProjector, ProjectorPlace } from './projector.js';

/** Keeps the read database up to date on a thread of its own, so that requests never wait for it. */
// Where the processors are busy, commands come first, and what is read may be a moment behind. Linux ranks threads one by
// one (setpriority(2), "C library/kernel differences"); elsewhere this would hold back the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

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
