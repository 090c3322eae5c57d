import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { openSideFile } from '#side-files';
import type { Noted } from './activity.js';
import { ACTIVITY_FILE } from './activity-file.js';
import type { BatchMessage, Reply, WorkerData } from './activity.worker.js';

export interface ActivityLogOptions {
  /** Milliseconds that activities gather before they are written. */
  readonly every?: number;
  /** Activities that may wait at most; what comes beyond is counted, and not noted. */
  readonly room?: number;
  /** Told what went wrong; the activities wait, and are written as soon as that is possible. */
  readonly onFailure?: (reason: string) => void;
}

const EVERY_MS = 1_000;
const ROOM = 50_000;
/** As many as are written without waiting for the time to come. */
const ENOUGH = 1_000;

const fromSource = import.meta.url.endsWith('.ts');
const workerFile = new URL(fromSource ? './activity.worker.ts' : './activity.worker.js', import.meta.url);

/** Takes in what is noted, and lets a thread write it, as many together as came meanwhile: only who flushes waits for it. */
export class ActivityLog {
  /** Each as JSON, made when it is noted: a thousand at once would hold up anyone who asks for something then. */
  private noted: string[] = [];
  /** What the thread has before it; kept until it says that it is on the disk. */
  private underWay: (BatchMessage & { readonly size: number }) | undefined;
  private lost = 0;
  private worker: Worker | undefined;
  private readonly timer: NodeJS.Timeout;
  private retry: NodeJS.Timeout | undefined;
  /** Who waits for what is noted and not sent yet, and for what is under way. */
  private waiting: Waiting[] = [];
  private waitingForBatch: Waiting[] = [];
  private readonly room: number;
  private readonly onFailure: (reason: string) => void;

  private constructor(
    readonly file: string,
    { every = EVERY_MS, room = ROOM, onFailure = () => {} }: ActivityLogOptions,
  ) {
    this.room = room;
    this.onFailure = onFailure;
    this.timer = setInterval(() => this.send(), every).unref();
  }

  /** Opens the file, and makes it where it does not exist. @throws NewerFile, DamagedFile; Error where it cannot be written to */
  static async open(file: string, options: ActivityLogOptions = {}): Promise<ActivityLog> {
    const log = new ActivityLog(file, options);
    try {
      await log.launch();
    } catch (error) {
      clearInterval(log.timer);
      throw error;
    }
    return log;
  }

  /** Puts an activity in the queue. Costs a few microseconds. */
  note(noted: Noted): void {
    if (this.noted.length + (this.underWay?.size ?? 0) >= this.room) this.lost += 1;
    else if (this.noted.push(JSON.stringify(noted)) === ENOUGH) setImmediate(() => this.send());
  }

  /**
   * Resolves true when everything that was noted so far is on the disk, false when that did not go. Who come while one batch is under
   * way share the next.
   */
  async flush(): Promise<boolean> {
    if (this.retry === undefined) this.send();
    else this.post();
    if (this.noted.length > 0) return new Promise((resolve) => this.waiting.push(resolve));
    if (this.underWay === undefined) return true;
    return new Promise((resolve) => this.waitingForBatch.push(resolve));
  }

  /** Writes what was noted, and ends the thread. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    const isWritten = (await this.flush()) || (await this.flush());
    clearTimeout(this.retry);
    const { worker, underWay } = this;
    if (!isWritten) this.onFailure(`${(underWay?.size ?? 0) + this.noted.length} activities were not written`);
    if (worker === undefined) return;
    this.worker = undefined;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage(null);
    await gone;
  }

  private send(): void {
    if (this.underWay !== undefined || (this.noted.length === 0 && this.lost === 0)) return;
    const { noted, lost } = this;
    this.noted = [];
    this.lost = 0;
    this.waitingForBatch = this.waiting;
    this.waiting = [];
    if (lost > 0) noted.push(JSON.stringify(lostNow(lost)));
    this.underWay = { id: randomUUID(), text: `[${noted.join(',')}]`, size: noted.length };
    this.post();
  }

  private post(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    if (this.underWay === undefined) return;
    const { id, text } = this.underWay;
    if (this.worker === undefined) {
      this.launch().then(
        () => this.post(),
        (error: Error) => this.fail(error.message),
      );
      return;
    }
    // With something to write the process waits for it; an idle thread keeps nobody.
    this.worker.ref();
    this.worker.postMessage({ id, text } satisfies BatchMessage);
  }

  private async launch(): Promise<void> {
    // Each time, and here: a thread that runs from the sources cannot load the migrations, and the file may be another one now.
    (await openSideFile(this.file, ACTIVITY_FILE)).close();
    await this.startThread();
  }

  private startThread(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(workerFile, {
        workerData: { file: this.file } satisfies WorkerData,
        name: 'activity-writer',
        ...(fromSource && { execArgv: ['--conditions=homeward-src'] }),
      });
      const gone = (reason: string): void => {
        reject(new Error(reason));
        if (this.worker !== worker) return;
        this.worker = undefined;
        this.fail(reason);
      };
      worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => gone(`the thread that writes activities ended with code ${code}`));
      worker.on('message', (reply: Reply) => {
        if ('ready' in reply) {
          this.worker = worker;
          worker.unref();
          resolve();
        } else if ('committed' in reply) this.committed();
        else this.fail(reply.failed);
      });
    });
  }

  private committed(): void {
    const written = this.waitingForBatch;
    this.waitingForBatch = [];
    this.underWay = undefined;
    this.worker?.unref();
    this.send();
    for (const resolve of written) resolve(true);
  }

  /** The batch stays, and is tried again when the time comes. */
  private fail(reason: string): void {
    this.onFailure(reason);
    this.worker?.unref();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.post(), EVERY_MS).unref();
    const waiting = [...this.waitingForBatch, ...this.waiting];
    this.waitingForBatch = [];
    this.waiting = [];
    for (const resolve of waiting) resolve(false);
  }
}

/** Told whether what it waits for is on the disk. */
type Waiting = (isWritten: boolean) => void;

function lostNow(lost: number): Noted {
  const nobody = { actor: null, organisation: null, token: null, method: null, route: null, about: null, status: null };
  return { kind: 'lost', at: Date.now(), ...nobody, cohorts: [], entries: [], lost };
}
