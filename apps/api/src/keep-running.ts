import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Logger } from 'pino';

/** Milliseconds until what broke down is started again; doubled each time, up to the last. */
const BACK_OFF = { first: 100, most: 10_000 };

export interface KeepRunning {
  /** What it is, for the log: `the projector`. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Runs something until the signal aborts; where it breaks down it is started again. */
export async function keepRunning(work: () => Promise<void>, { name, signal, log }: KeepRunning): Promise<void> {
  let wait = BACK_OFF.first;
  while (!signal.aborted) {
    const started = Date.now();
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, `${name} broke down; it is started again`);
    }
    if (signal.aborted) return;
    wait = Date.now() - started > BACK_OFF.most ? BACK_OFF.first : Math.min(wait * 2, BACK_OFF.most);
    await pause(wait, signal);
  }
}

/** A thread that ends when it is told `'stop'`. */
export interface OnThread<Message> {
  /** Where its code is. */
  readonly code: URL;
  readonly workerData: unknown;
  /** What it may take; without it as much as the process. */
  readonly memory?: ResourceLimits;
  readonly signal: AbortSignal;
  readonly hear: (message: Message) => void;
  /** Given the thread, so that it can be told more. */
  readonly onStart?: (worker: Worker) => void;
}

/** Runs code on a thread of its own. Resolves when it has ended as it should. */
export function runOnThread<Message>(thread: OnThread<Message>): Promise<void> {
  const { code, workerData, memory, signal, hear, onStart } = thread;
  const worker = new Worker(code, { workerData, ...(memory && { resourceLimits: memory }) });
  const stop = (): void => worker.postMessage('stop');
  signal.addEventListener('abort', stop);
  onStart?.(worker);
  return new Promise<void>((resolve, reject) => {
    worker.on('message', hear);
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`its thread ended with ${code}`))));
  }).finally(() => signal.removeEventListener('abort', stop));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
