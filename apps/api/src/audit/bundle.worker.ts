import 'reflect-metadata';
import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { openEventStore, openLedger } from '#stores';
import type { Told } from './bundle-stream.js';
import { bundle, type Bundled, type LedgerPlace } from './bundling.js';

/** Makes one bundle, on connections of its own, and hands it over piece by piece, no faster than it is read. */
const { address, leaves, ...asked } = workerData as LedgerPlace & Bundled;

/** Pieces that may be on their way. */
const UNDER_WAY = 16;
let underWay = 0;
let goOn: (() => void) | undefined;

const output = new Writable({
  write: (chunk: Uint8Array, _, done) => {
    // Cut from a slab that others use, it could not go over.
    const piece = new Uint8Array(chunk);
    tell({ piece }, piece.buffer);
    if (++underWay < UNDER_WAY) done();
    else goOn = done;
  },
});
parentPort!.on('message', () => {
  underWay--;
  const next = goOn;
  goOn = undefined;
  next?.();
});

try {
  const store = await openEventStore(address, { readOnly: true });
  const reader = await openLedger(address, store, leaves, { readOnly: true });
  await bundle({ store, reader }, asked, output);
  tell({ done: true });
  await reader.close();
  await store.close();
} catch (error) {
  tell({ broke: error instanceof Error ? error.message : String(error) });
}
parentPort!.close();

function tell(told: Told, transferred?: ArrayBuffer): void {
  parentPort!.postMessage(told, transferred === undefined ? [] : [transferred]);
}
