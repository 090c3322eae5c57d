import { PassThrough, Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { EventStore } from '#eventsourcing';
import { bundle, type Bundled } from './bundling.js';
import type { Ledger } from './checkpoints.js';

/** What the thread tells: a piece of the ZIP, its end, or why there is none. */
export type Told = { readonly piece: Uint8Array } | { readonly done: true } | { readonly broke: string };

/** From the sources there is no file that a thread could run: then a bundle is made here. */
const CODE = import.meta.url.endsWith('.ts') ? undefined : new URL('./bundle.worker.js', import.meta.url);

/**
 * A bundle as it is made, by a thread of its own, so that commands need not wait for it. One that breaks off ends as a broken
 * download: what was sent of it is no ZIP.
 */
export function bundleStream({ reader, place }: Ledger, store: EventStore, asked: Bundled): Readable {
  if (CODE === undefined || place.address === 'memory') {
    const zip = new PassThrough();
    bundle({ store, reader }, asked, zip).catch((error: Error) => zip.destroy(error));
    return zip;
  }
  const worker = new Worker(CODE, { workerData: { ...place, ...asked }, name: 'bundle' });
  let untaken = 0;
  const zip = new Readable({
    read: () => {
      for (; untaken > 0; untaken--) worker.postMessage('taken');
    },
    destroy: (error, done) => {
      void worker.terminate();
      done(error);
    },
  });
  worker.on('message', (told: Told) => {
    if ('done' in told) zip.push(null);
    else if ('broke' in told) zip.destroy(new Error(`the bundle broke off: ${told.broke}`));
    else if (zip.push(told.piece)) worker.postMessage('taken');
    else untaken++;
  });
  worker.on('error', (error) => zip.destroy(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => {
    if (code !== 0) zip.destroy(new Error(`the thread of the bundle ended with code ${code}`));
  });
  return zip;
}
