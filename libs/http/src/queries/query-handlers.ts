import { Inject, type Type } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer } from '#projections';
import type { Read } from '#reports';
import type { FileWanted } from '../files/whole-file.js';
import type { TempFile } from '../files/temp-file.js';
import { ANSWERING, type Answering } from './answering.js';

/** Asks for the whole answer to a query as a file. */
export class FileQuery {
  constructor(readonly wanted: FileWanted) {}
}

@QueryHandler(FileQuery)
class FileHandler implements IQueryHandler<FileQuery, TempFile | undefined> {
  constructor(@Inject(ANSWERING) private readonly answering: Answering) {}

  execute({ wanted }: FileQuery): Promise<TempFile | undefined> {
    return this.answering.file(wanted);
  }
}

/** A handler on the query bus for each read, and one for files of all of them. */
export function queryHandlers(reads: readonly Read[]): Type<IQueryHandler>[] {
  const handlers = reads.map((read) => {
    const { query } = read;
    @QueryHandler(query)
    class Handler implements IQueryHandler<object, Answer | undefined> {
      constructor(@Inject(ANSWERING) private readonly answering: Answering) {}

      execute(asked: object): Promise<Answer | undefined> {
        return this.answering.answer(read, asked);
      }
    }
    Object.defineProperty(Handler, 'name', { value: `${query.name}Handler` });
    return Handler;
  });
  return [...handlers, FileHandler];
}
