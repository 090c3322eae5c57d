import type { Category, Stage } from '#cases';
import type { Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import { orderOf, pageOf } from '../page.js';
import { statusesOf, type AsOf, type CohortStatus } from './cohort-status.js';

export const COHORT_SORTS = ['name', '-name', 'updated', '-updated', 'id', '-id'] as const;
export type CohortSort = (typeof COHORT_SORTS)[number];

export interface CohortQuery extends Paging, AsOf {
  readonly category?: Category;
  readonly powerOfOrigin?: string;
  readonly detainingPower?: string;
  /** Cohorts that have people in this stage. */
  readonly stage?: Stage;
  /** Cohorts that have people in this country. */
  readonly country?: string;
  /** Left out: all but those that are withdrawn. */
  readonly status?: CohortStatus['status'];
  /** `id` where it is left out; a leading `-` turns the order round. */
  readonly sort?: CohortSort;
}

const ORDERS = { name: ['name', 'id'], updated: ['position'], id: ['id'] } as const;

/** A page of cohorts. @throws InvalidCursor */
export async function cohortList(models: ReadModels, query: CohortQuery): Promise<Page<CohortStatus>> {
  const { sort = 'id', asOf, stage, country } = query;
  return models.read(async (reading) => {
    const { position } = reading;
    let select = reading.db.selectFrom('cohorts').selectAll();
    if (query.category) select = select.where('category', '=', query.category);
    if (query.powerOfOrigin) select = select.where('power_of_origin', '=', query.powerOfOrigin);
    if (query.detainingPower) select = select.where('detaining_power', '=', query.detainingPower);
    select = query.status ? select.where('status', '=', query.status) : select.where('status', '<>', 'withdrawn');
    if (stage || country) {
      select = select.where(({ exists, selectFrom }) => {
        let there = selectFrom('balances').select('cohort').whereRef('balances.cohort', '=', 'cohorts.id');
        if (stage) there = there.where('stage', '=', stage);
        if (country) there = there.where('country', '=', country);
        return exists(there);
      });
    }
    const { rows, next } = await pageOf(select, orderOf('cohorts', sort, ORDERS), query);
    return { position, rows: await statusesOf(reading, rows, asOf), next };
  });
}
