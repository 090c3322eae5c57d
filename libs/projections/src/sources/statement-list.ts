import type { Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import { pageOf } from '../page.js';
import { keptIn } from '../streams/stream-row.js';
import type { StatementFile } from './sources.js';
import type { StatementFold } from './statement-row.js';

/** A page of statements in the order of their ids. @throws InvalidCursor */
export async function statementList(
  models: ReadModels,
  query: Paging & { readonly source?: string } = {},
): Promise<Page<StatementFile>> {
  return models.read(async ({ db, position }) => {
    let select = db.selectFrom('statements').selectAll();
    if (query.source) select = select.where('source', '=', query.source);
    const { rows, next } = await pageOf(select, { list: 'statements', columns: ['id'], descending: false }, query);
    const folds = rows.map((row) => keptIn<StatementFold>(row).fold);
    return { position, rows: folds.map(({ data, ...stamp }) => ({ ...stamp, ...data })), next };
  });
}
