import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openEventStore, openLedger } from '#stores';
import type { LedgerPlace } from '../audit/bundling.js';
import { scrubLog } from './scrub-log.js';
import type { FromScrub, ToScrub } from './scrub-thread.js';

/** Reads the log over and over on a thread of its own, when it is told to. */
// Everything else comes first. Linux ranks threads one by one (setpriority(2), "C library/kernel differences"); elsewhere this
// would hold back the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { address, leaves, restMs } = workerData as LedgerPlace & { readonly restMs: number };

const stopping = new AbortController();
const store = await openEventStore(address, { readOnly: true });
const reader = await openLedger(address, store, leaves, { readOnly: true });

parentPort!.on('message', (message: ToScrub) => {
  if (message !== 'stop') return void scrub(message);
  stopping.abort();
  void Promise.all([reader.close(), store.close()]).finally(() => parentPort!.close());
});

async function scrub({ size, root }: Exclude<ToScrub, 'stop'>): Promise<void> {
  const scrubbed = await scrubLog({
    store,
    reader,
    signed: { size, root: Buffer.from(root) },
    restMs,
    signal: stopping.signal,
    onAltered: (altered) => tell({ altered }),
  });
  if (scrubbed !== undefined) tell({ scrubbed });
}

function tell(message: FromScrub): void {
  parentPort!.postMessage(message);
}
