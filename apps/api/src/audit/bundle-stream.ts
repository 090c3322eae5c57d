import { PassThrough, Readable } from 'node:stream';
import type { EventStore } from '#eventsourcing';
import { SupervisedWorker } from '#threads';
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
  let untaken = 0;
  const zip = new Readable({
    read: () => {
      for (; untaken > 0; untaken--) thread.post('taken');
    },
    destroy: (error, done) => {
      void thread.stop(0);
      done(error);
    },
  });
  const thread: SupervisedWorker<'taken', Told> = new SupervisedWorker({
    name: 'bundle',
    code: CODE,
    workerData: { ...place, ...asked },
    again: 'never',
    onMessage: (told) => {
      if ('done' in told) zip.push(null);
      else if ('broke' in told) zip.destroy(new Error(`the bundle broke off: ${told.broke}`));
      else if (zip.push(told.piece)) thread.post('taken');
      else untaken++;
    },
    onBreakdown: (error) => zip.destroy(error),
  });
  thread.start();
  return zip;
}
