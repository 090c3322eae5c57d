import type { Category } from '#cases';
import type { Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import { pageOf } from '../page.js';
import { keptIn } from '../streams/stream-row.js';
import type { ClaimFold } from './claim-row.js';
import { heldClaims, questionOf, type HeldClaim, type Question } from './held-claims.js';
import { publishedTotals, type PublishedTotalFile } from './published-totals.js';

export interface ClaimQuery extends Paging {
  readonly detainingPower?: string;
  readonly powerOfOrigin?: string;
  readonly category?: Category;
}

/** A page of claims of held populations, each with its question, in the order of their ids. @throws InvalidCursor */
export async function claimList(models: ReadModels, query: ClaimQuery = {}): Promise<Page<Question & HeldClaim>> {
  const { detainingPower, powerOfOrigin, category } = query;
  return models.read(async (reading) => {
    let select = reading.db.selectFrom('claims').selectAll();
    if (detainingPower) select = select.where('detaining_power', '=', detainingPower);
    if (powerOfOrigin) select = select.where('power_of_origin', '=', powerOfOrigin);
    if (category) select = select.where('category', '=', category);
    const { rows, next } = await pageOf(select, { list: 'claims', columns: ['id'], descending: false }, query);
    const claims = await heldClaims(reading, rows);
    const asked = rows.map((row, index) => ({ ...questionOf(keptIn<ClaimFold>(row).fold), ...claims[index]! }));
    return { position: reading.position, rows: asked, next };
  });
}

/** A page of published totals in the order of their ids. @throws InvalidCursor */
export async function totalList(
  models: ReadModels,
  query: Paging & { readonly claimant?: string } = {},
): Promise<Page<PublishedTotalFile>> {
  return models.read(async (reading) => {
    let select = reading.db.selectFrom('totals').selectAll();
    if (query.claimant) select = select.where('claimant', '=', query.claimant);
    const { rows, next } = await pageOf(select, { list: 'totals', columns: ['id'], descending: false }, query);
    return { position: reading.position, rows: await publishedTotals(reading, rows), next };
  });
}
