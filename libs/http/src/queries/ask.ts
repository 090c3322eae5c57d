import type { Answer, ReadModels } from '#projections';
import type { Class } from '../validation/compile.js';

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

/** The same for what asks about one thing, which the path names: `askOf(SourceQuery, sourceFile)`. */
export function askOf<Query extends object>(
  query: Class<Query>,
  answer: (models: ReadModels, id: string, query: Query) => Promise<Answer | undefined>,
): Question<any> {
  return { query, answer: (models, asked: Query & { readonly id: string }) => answer(models, asked.id, asked) };
}
