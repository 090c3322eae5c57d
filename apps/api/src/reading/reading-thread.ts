import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Format, Language } from '#formats';
import { HttpProblem, type Answering, type FileWanted, type ProblemOptions, type TempFile } from '#http';
import type { Answer } from '#projections';
import type { Read } from '#reports';
import { SupervisedWorker } from '#threads';

/** What the thread is asked. */
export interface ReadRequest {
  readonly id: number;
  /** Name of the query's class, and its fields. */
  readonly type: string;
  readonly query: object;
  /** Where the answer is wanted as a file. */
  readonly file?: {
    readonly format: Format;
    readonly language: Language;
    readonly hxl: boolean;
  };
}

/** What it answers. */
export type Reply =
  | { readonly id: number; readonly answer: Answer | undefined }
  | { readonly id: number; readonly file: TempFile | undefined }
  | {
      readonly id: number;
      readonly problem: Pick<HttpProblem, 'status' | 'code' | 'title'> & { options: ProblemOptions };
    }
  | { readonly id: number; readonly broke: string };

interface PendingRead {
  readonly resolve: (answer: any) => void;
  readonly reject: (error: Error) => void;
}

/** From the sources there is no file that a thread could run: then everything is answered here. */
const CODE = import.meta.url.endsWith('.ts') ? undefined : new URL('./reading.worker.js', import.meta.url);
/** Loading its code takes a moment, which is better spent when nobody waits for the server to come up. */
const WARM_UP_AFTER_MS = 2_000;

/**
 * Gives what may take long, and every file, to a thread of its own; all else is answered here. The thread starts a moment
 * after the server or with the first question, and again after it broke down.
 */
@Injectable()
export class ReadingThread implements Answering, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly thread: SupervisedWorker<ReadRequest, Reply> | undefined;
  private readonly waiting = new Map<number, PendingRead>();
  private next = 0;

  constructor(
    private readonly here: Answering,
    folder: string,
    log: Logger,
  ) {
    if (CODE === undefined) return;
    this.thread = new SupervisedWorker({
      name: 'reading',
      code: CODE,
      workerData: { folder },
      again: 'always',
      isNeeded: true,
      onMessage: (reply) => this.hear(reply),
      onBreakdown: (error) => {
        log.error({ err: error }, 'the reading thread broke down; it is started again');
        this.fail(`the reading thread broke down: ${error.message}`);
      },
    });
  }

  answer(read: Read, query: { readonly knownAt?: string }): Promise<Answer | undefined> {
    // What is asked about a moment may have to be folded from the log: that takes long too.
    const mayTakeLong = read.mayTakeLong || query.knownAt !== undefined;
    if (this.thread === undefined || !mayTakeLong) return this.here.answer(read, query);
    return this.ask(this.thread, { type: read.query.name, query: { ...query } });
  }

  file(wanted: FileWanted): Promise<TempFile | undefined> {
    if (this.thread === undefined) return this.here.file(wanted);
    const { read, query, format, labels, hxl } = wanted;
    const file = { format, language: labels.language, hxl };
    return this.ask(this.thread, { type: read.query.name, query: { ...query }, file });
  }

  onApplicationBootstrap(): void {
    setTimeout(() => this.thread?.start(), WARM_UP_AFTER_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread?.stop(0);
    this.fail('the server is stopping');
  }

  private async ask<Result>(
    thread: SupervisedWorker<ReadRequest, Reply>,
    asked: Omit<ReadRequest, 'id'>,
  ): Promise<Result> {
    await thread.up();
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      thread.post({ id, ...asked });
    });
  }

  /** Whatever was asked is not answered any more. */
  private fail(reason: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }

  private hear(reply: Reply): void {
    const waiting = this.waiting.get(reply.id)!;
    this.waiting.delete(reply.id);
    if ('answer' in reply) waiting.resolve(reply.answer);
    else if ('file' in reply) waiting.resolve(reply.file);
    else if ('broke' in reply) waiting.reject(new Error(`while reading: ${reply.broke}`));
    else {
      const { status, code, title, options } = reply.problem;
      waiting.reject(new HttpProblem(status, code, title, options));
    }
  }
}
