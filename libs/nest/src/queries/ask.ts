import { Inject, type Type } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer, ReadModels } from '#projections';
import type { Class } from '../validation/compile.js';
import { ANSWERING, type Answering } from './answering.js';

/** A query with the function that answers it from the read models; undefined says that there is no such thing. */
export interface Question<Query extends object = object> {
  readonly query: Class<Query>;
  readonly answer: (models: ReadModels, query: Query) => Promise<Answer | undefined>;
}

/** Rows of a table of queries: `ask(StagesQuery, stagesReport)`. */
export function ask<Query extends object>(
  query: Class<Query>,
  answer: (models: ReadModels, query: Query) => Promise<Answer | undefined>,
): Question<any> {
  return { query, answer };
}

/** A handler on the query bus for each question. */
export function queryHandlers(questions: readonly Question<any>[]): Type<IQueryHandler>[] {
  return questions.map((question) => {
    const { query } = question;
    @QueryHandler(query)
    class Handler implements IQueryHandler<object, Answer | undefined> {
      constructor(@Inject(ANSWERING) private readonly answering: Answering) {}

      execute(asked: object): Promise<Answer | undefined> {
        return this.answering.answer(question, asked);
      }
    }
    Object.defineProperty(Handler, 'name', { value: `${query.name}Handler` });
    return Handler;
  });
}
