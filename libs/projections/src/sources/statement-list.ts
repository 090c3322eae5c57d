import type { Page, Paging } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { pageOf } from '../page.js';
import { keptOf } from '../streams/folds.js';
import { heldAt } from '../streams/version.js';
import { statementOf, type StatementFile } from './sources.js';
import { statementStreams } from './statement-row.js';

/** A page of statements in the order of their ids. @throws InvalidCursor */
export async function statementList(
  models: ReadModels,
  query: Paging & KnownAt & { readonly source?: string } = {},
): Promise<Page<StatementFile>> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    let select = reading.db.selectFrom('statements').selectAll().where(heldAt(known));
    if (query.source) select = select.where('source', '=', query.source);
    const { rows, next } = await pageOf(select, { list: 'statements', columns: ['id'], descending: false }, query);
    const kept = await keptOf(reading, statementStreams, rows, known);
    return { ...answered(reading, known), rows: kept.map(statementOf), next };
  });
}
