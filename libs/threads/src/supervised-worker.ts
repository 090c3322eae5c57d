import { setTimeout as pause } from 'node:timers/promises';
import { Worker, type ResourceLimits, type Transferable } from 'node:worker_threads';
import { GrowingPauses, type Pauses } from './growing-pauses.js';

export interface SupervisedOptions<In, Out> {
  /** What logs and metrics call it. */
  readonly name: string;
  /** Where its code is. */
  readonly code: URL;
  readonly workerData?: unknown;
  /** What it may take; without it as much as the process. */
  readonly memory?: ResourceLimits;
  /**
   * What follows a breakdown: `always` starts it again after a pause, `when-needed` does so when somebody asks for it then,
   * and `never` is for a thread that does one thing and ends.
   */
  readonly again: 'always' | 'when-needed' | 'never';
  readonly pauses?: Pauses;
  /** True where no request can be answered for long without it: then the server is not ready while it fails. */
  readonly isNeeded?: boolean;
  /** The message that tells it to end by itself; without one it is ended from here. */
  readonly farewell?: In;
  /** True for the message by which it says that it can be used; without it, it can be as soon as it runs. */
  readonly saysReady?: (message: Out) => boolean;
  readonly onMessage?: (message: Out) => void;
  /** It has ended though nobody stopped it: what was posted to it may or may not have been done. */
  readonly onBreakdown?: (error: Error) => void;
}

/** How a thread is. */
export interface ThreadStatus {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly isRunning: boolean;
  /** It breaks down again and again. */
  readonly isFailing: boolean;
  /** How often it broke down. */
  readonly breakdowns: number;
}

const supervised = new Set<SupervisedWorker<any, any>>();

/** How the threads of this process are that are to run: those that were started and not stopped. */
export function supervisedThreads(): readonly ThreadStatus[] {
  return Array.from(supervised, (worker) => worker.status());
}

/** A thread that is started again where it breaks down, and that can be stopped. */
export class SupervisedWorker<In = unknown, Out = unknown> {
  private worker: Worker | undefined;
  private starting: Promise<void> | undefined;
  private isReady = false;
  private isHeld = false;
  private readyAt = 0;
  private notBefore = 0;
  private breakdowns = 0;
  private retry: NodeJS.Timeout | undefined;
  private readonly pauses: GrowingPauses;
  private readonly stopping = new AbortController();

  constructor(private readonly options: SupervisedOptions<In, Out>) {
    this.pauses = new GrowingPauses(options.pauses);
  }

  /**
   * Starts it where it does not run, and resolves when it can be used. After a breakdown the pause comes first.
   * @throws Error where it broke down before it could be used, or was stopped
   */
  up(): Promise<void> {
    if (this.isReady) return Promise.resolve();
    if (this.stopping.signal.aborted) return Promise.reject(this.stopped());
    if (this.options.again !== 'never') supervised.add(this);
    return (this.starting ??= this.startWhenDue().finally(() => (this.starting = undefined)));
  }

  /** Starts it and waits for nothing: where that fails, it is a breakdown like any other. */
  start(): void {
    void this.up().catch(() => undefined);
  }

  /** Tells the thread something. Where none runs it is lost. */
  post(message: In, transferred: readonly Transferable[] = []): void {
    this.worker?.postMessage(message, transferred);
  }

  /** Says whether the process is to stay for it. A thread that nobody waits for keeps nobody. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    if (isHeld) this.worker?.ref();
    else this.worker?.unref();
  }

  /** Lets it end what it is at, and ends it after so many milliseconds. It is not started again. */
  async stop(withinMs: number): Promise<void> {
    this.stopping.abort();
    supervised.delete(this);
    clearTimeout(this.retry);
    const { worker } = this;
    if (worker === undefined) return;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    let late: NodeJS.Timeout | undefined;
    if (this.options.farewell === undefined) void worker.terminate();
    else {
      worker.postMessage(this.options.farewell);
      late = setTimeout(() => void worker.terminate(), withinMs);
    }
    await gone;
    clearTimeout(late);
  }

  status(): ThreadStatus {
    const { name, isNeeded = false } = this.options;
    const isFailing = this.pauses.isFailing(this.runningFor());
    return { name, isNeeded, isRunning: this.isReady, isFailing, breakdowns: this.breakdowns };
  }

  private async startWhenDue(): Promise<void> {
    const wait = this.notBefore - performance.now();
    const { signal } = this.stopping;
    if (wait > 0) await pause(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw this.stopped();
    await this.launch();
  }

  private launch(): Promise<void> {
    const { name, code, workerData, memory, saysReady, onMessage } = this.options;
    return new Promise((resolve, reject) => {
      const worker = new Worker(code, {
        name,
        workerData,
        ...(memory && { resourceLimits: memory }),
        ...(code.pathname.endsWith('.ts') && { execArgv: ['--conditions=homeward-src'] }),
      });
      this.worker = worker;
      const ready = (): void => {
        this.isReady = true;
        this.readyAt = performance.now();
        if (!this.isHeld) worker.unref();
        resolve();
      };
      let thrown: Error | undefined;
      if (saysReady === undefined) worker.once('online', ready);
      worker.on('message', (message: Out) => {
        if (!this.isReady && saysReady?.(message) === true) ready();
        onMessage?.(message);
      });
      worker.on('error', (error) => (thrown = asError(error)));
      worker.once('exit', (exitCode) => {
        const error = thrown ?? new Error(`the thread ${name} ended with code ${exitCode}`);
        this.gone(error, exitCode);
        reject(error);
      });
    });
  }

  private gone(error: Error, exitCode: number): void {
    const ranFor = this.runningFor();
    this.worker = undefined;
    this.isReady = false;
    const { again, onBreakdown } = this.options;
    if (this.stopping.signal.aborted || (again === 'never' && exitCode === 0)) return;
    this.breakdowns++;
    const wait = this.pauses.after(ranFor);
    this.notBefore = performance.now() + wait;
    if (again === 'always') this.retry = setTimeout(() => this.start(), wait);
    onBreakdown?.(error);
  }

  /** Milliseconds since it could be used; 0 where it cannot. */
  private runningFor(): number {
    return this.isReady ? performance.now() - this.readyAt : 0;
  }

  private stopped(): Error {
    return new Error(`the thread ${this.options.name} was stopped`);
  }
}

/** What a thread threw: made again over here, an error is one by its prototype alone. */
function asError(thrown: unknown): Error {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown
    ? (thrown as Error)
    : new Error(String(thrown));
}
