import { Worker } from 'node:worker_threads';
import { IdReused, StoreUnavailable, WrongRevision } from '#eventsourcing';
import type { PreparedWrite } from '../writes.js';
import type { Append, BatchText, Outcome, Reply, Settings, WriterData } from './writer.worker.js';

interface PendingWrite {
  readonly append: Append;
  readonly resolve: (position: number) => void;
  readonly reject: (error: Error) => void;
}

/** A commit for fewer appends than this would cost more than their waiting for others. */
const SMALL_BATCH = 8;

/** Keeps a commit short enough that the appends behind it need not wait long. */
const MAX_BATCH = 1_000;

const fromSource = import.meta.url.endsWith('.ts');
const workerFile = new URL(fromSource ? './writer.worker.ts' : './writer.worker.js', import.meta.url);

/**
 * Batches that the thread may have before it: one that it commits, and one that it finds when that is done. What comes
 * meanwhile is gathered.
 */
const UNDER_WAY = 2;

/**
 * The writing side of a log: a thread with the only write connection, and group commit in front of it, so that one sync
 * to disk serves all who wait together, and the thread need not wait for the next batch to cross over to it.
 */
export class Writer {
  private worker: Worker | undefined;
  private readonly gathered: PendingWrite[] = [];
  private readonly underWay: (readonly PendingWrite[])[] = [];
  private sending: NodeJS.Immediate | undefined;
  private launching: Promise<Settings> | undefined;
  private idle: (() => void) | undefined;
  /**
   * So many appends are sent at once where the thread has nothing to do. Those who wait together come back together: half of
   * them is committed while the other half is made up, and from then on the two take turns.
   */
  private worthAStart = Infinity;
  private closed = false;

  private constructor(private readonly data: WriterData) {}

  /** Starts the thread; rejects where the log cannot be opened for writing. */
  static async start(data: WriterData): Promise<{ writer: Writer; settings: Settings }> {
    const writer = new Writer(data);
    return { writer, settings: await writer.launch() };
  }

  /**
   * Answers with the position of the last event, once it is on disk.
   * @throws WrongRevision, IdReused, StoreUnavailable as `EventStore.append` does
   */
  append(append: Append): Promise<number> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      this.gathered.push({ append, resolve, reject });
      if (this.underWay.length === 0 && this.gathered.length >= this.worthAStart) this.send();
      // What comes in the same turn of the event loop goes together.
      this.sending ??= setImmediate(() => {
        this.sending = undefined;
        this.send();
      });
    });
  }

  /** Takes nothing more, finishes what was taken, and closes the connection. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.underWay.length + this.gathered.length > 0) await new Promise<void>((resolve) => (this.idle = resolve));
    const worker = this.worker;
    if (worker === undefined) return;
    this.worker = undefined;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage(null);
    await gone;
  }

  private send(): void {
    while (this.mayGo(this.gathered.length)) {
      const batch = this.gathered.splice(0, MAX_BATCH);
      this.underWay.push(batch);
      if (this.worker !== undefined) {
        this.post(batch);
      } else {
        // The thread has died before: a new one finds in the file all that was ever acknowledged.
        this.launching ??= this.launch().finally(() => (this.launching = undefined));
        this.launching.then(
          () => this.post(batch),
          (error: Error) => this.fail(error.message),
        );
      }
    }
  }

  /** What is few waits for the batch under way: a message and a commit cost more than the wait. */
  private mayGo(appends: number): boolean {
    return appends > 0 && (this.underWay.length === 0 || (this.underWay.length < UNDER_WAY && appends >= SMALL_BATCH));
  }

  private post(batch: readonly PendingWrite[]): void {
    // An idle writer need not keep the process alive, one with work does.
    this.worker?.ref();
    this.worker?.postMessage(textOf(batch));
  }

  private launch(): Promise<Settings> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(workerFile, {
        workerData: this.data,
        name: 'sqlite-writer',
        ...(fromSource && { execArgv: ['--conditions=homeward-src'] }),
      });
      const gone = (reason: string): void => {
        reject(new Error(reason));
        if (this.worker === worker) {
          this.worker = undefined;
          this.fail(reason);
        }
      };
      worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => gone(`the writing thread ended with code ${code}`));
      worker.on('message', (reply: Reply) => {
        if ('ready' in reply) {
          this.worker = worker;
          worker.unref();
          resolve(reply.ready);
        } else {
          this.settle(reply);
        }
      });
    });
  }

  private settle(reply: Exclude<Reply, { ready: Settings }>): void {
    const settled = this.underWay.splice(0, 'failed' in reply ? reply.batches : reply.committed.length);
    this.worthAStart = Math.max(SMALL_BATCH, settled.flat().length / 2);
    this.send();
    for (const [batch, waiting] of settled.entries()) {
      if ('failed' in reply) {
        for (const { reject } of waiting) reject(new StoreUnavailable(`the batch was not committed: ${reply.failed}`));
      } else {
        for (const [index, one] of waiting.entries()) answer(one, reply.committed[batch]![index]!);
      }
    }
    this.rest();
  }

  /** Whether the batch under way was committed is not known, and what waits behind it is not tried. */
  private fail(reason: string): void {
    const failed = [...this.underWay.splice(0).flat(), ...this.gathered.splice(0)];
    for (const { reject } of failed) reject(new StoreUnavailable(reason));
    this.rest();
  }

  private rest(): void {
    if (this.underWay.length > 0) return;
    this.worker?.unref();
    this.idle?.();
  }
}

function textOf(batch: readonly PendingWrite[]): BatchText {
  const lines = [
    JSON.stringify(batch.map(({ append }) => append.map(({ stream, expected, ids }) => [stream, expected, ids]))),
  ];
  for (const { append } of batch) for (const { records } of append) for (const record of records) lines.push(record);
  return lines.join('\n');
}

function answer({ append, resolve, reject }: PendingWrite, outcome: Outcome): void {
  if (typeof outcome === 'number') {
    resolve(outcome);
  } else if ('reused' in outcome) {
    reject(new IdReused(outcome.reused));
  } else {
    const { expected } = append.find(({ stream }: PreparedWrite) => stream === outcome.stale)!;
    reject(new WrongRevision(outcome.stale, expected === -1 ? 'none' : expected, outcome.actual));
  }
}
