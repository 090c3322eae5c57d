import { parentPort, workerData } from 'node:worker_threads';
import { openReadModels } from '#projections';
import { openEventStore } from '#stores';
import { openWebhookFile } from '#webhooks';
import { deliverFrom, type WebhookPlace } from './deliver-from.js';

/** Sends webhooks on a thread of its own, so that neither requests nor commands wait for it. */
const place = workerData as WebhookPlace;

const stopping = new AbortController();
let look = (): void => undefined;
parentPort!.on('message', (message: 'stop' | 'look') => (message === 'stop' ? stopping.abort() : look()));

const store = await openEventStore(place.log, { readOnly: true });
const models = openReadModels({ folder: place.readFolder });
// What is lost when the power goes is sent again: only the registrations, on the other thread, wait for the disk.
const db = await openWebhookFile(place.file, { relaxed: true });
try {
  await deliverFrom({ place, db, store, models }, stopping.signal, {
    onAttempt: (result) => parentPort!.postMessage(result),
    onStart: (told) => (look = told),
  });
} finally {
  db.close();
  await models.close();
  await store.close();
  parentPort!.close();
}
