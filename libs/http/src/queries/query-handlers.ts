import { Inject, type Type } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer } from '#projections';
import { ANSWERING, type Answering } from './answering.js';
import type { Question } from './ask.js';

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
