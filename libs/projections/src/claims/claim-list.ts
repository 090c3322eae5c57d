import type { Category } from '#cases';
import type { Page, Paging } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { pageOf } from '../page.js';
import { heldAt } from '../streams/version.js';
import { heldClaims, type AskedClaim } from './held-claims.js';
import { publishedTotals, type PublishedTotalFile } from './published-totals.js';

export interface ClaimQuery extends Paging, KnownAt {
  readonly detainingPower?: string;
  readonly powerOfOrigin?: string;
  readonly category?: Category;
  /** Claims of this day or earlier, and those without a date: `YYYY-MM-DD`. */
  readonly on?: string;
}

/** A page of claims of held populations, each with its question, in the order of their ids. @throws InvalidCursor */
export async function claimList(models: ReadModels, query: ClaimQuery = {}): Promise<Page<AskedClaim>> {
  const { detainingPower, powerOfOrigin, category, on } = query;
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    let select = reading.db.selectFrom('claims').selectAll().where(heldAt(known));
    if (detainingPower) select = select.where('detaining_power', '=', detainingPower);
    if (powerOfOrigin) select = select.where('power_of_origin', '=', powerOfOrigin);
    if (category) select = select.where('category', '=', category);
    if (on) select = select.where('as_of_from', '<=', on);
    const { rows, next } = await pageOf(select, { list: 'claims', columns: ['id'], descending: false }, query);
    return { ...answered(reading, known), rows: await heldClaims(reading, rows, known), next };
  });
}

export interface TotalQuery extends Paging, KnownAt {
  readonly claimant?: string;
  /** Totals of this day or earlier: `YYYY-MM-DD`. */
  readonly on?: string;
}

/** A page of published totals in the order of their ids. @throws InvalidCursor */
export async function totalList(models: ReadModels, query: TotalQuery = {}): Promise<Page<PublishedTotalFile>> {
  const { claimant, on } = query;
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    let select = reading.db.selectFrom('totals').selectAll().where(heldAt(known));
    if (claimant) select = select.where('claimant', '=', claimant);
    if (on) select = select.where('as_of_until', '<=', on);
    const { rows, next } = await pageOf(select, { list: 'totals', columns: ['id'], descending: false }, query);
    return { ...answered(reading, known), rows: await publishedTotals(reading, rows, known), next };
  });
}
