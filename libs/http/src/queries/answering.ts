import { ReadModels, type Answer } from '#projections';
import type { Read } from '#reports';
import { makeFile, type FileWanted } from '../files/whole-file.js';
import type { TempFile } from '../files/temp-file.js';
import { today } from './today.js';

/** Answers reads from the read models: on this thread, or on one where nobody waits for long answers. */
export interface Answering {
  /** Undefined where there is no such thing. */
  answer(read: Read, query: object): Promise<Answer | undefined>;
  /** The whole answer as a file; undefined where there is no such thing. */
  file(wanted: FileWanted): Promise<TempFile | undefined>;
}

/** Under this name it is injected. */
export const ANSWERING = Symbol('answering');

/** Answers on the thread that it is asked on. */
export class AnsweringHere implements Answering {
  /** @param folder of the read database: a file is made on a connection of its own */
  constructor(
    private readonly models: ReadModels,
    private readonly folder: string,
  ) {}

  answer({ answer }: Read, query: object): Promise<Answer | undefined> {
    return answer(this.models, query, today());
  }

  file(wanted: FileWanted): Promise<TempFile | undefined> {
    return makeFile(this.folder, wanted);
  }
}
