import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openEventStore } from '#stores';
import { projectInto } from './project-into.js';
import type { ProjectorPlace } from './projector.js';

/** Keeps the read database up to date on a thread of its own, so that requests never wait for it. */
// Where the processors are busy, commands come first, and what is read may be a moment behind. Linux ranks threads one by
// one (setpriority(2), "C library/kernel differences"); elsewhere this would hold back the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { log, readFolder } = workerData as ProjectorPlace;

const stopping = new AbortController();
parentPort!.once('message', () => stopping.abort());

const store = await openEventStore(log, { readOnly: true });
try {
  await projectInto(readFolder, store, stopping.signal, (message) => parentPort!.postMessage(message));
} finally {
  await store.close();
  parentPort!.close();
}
