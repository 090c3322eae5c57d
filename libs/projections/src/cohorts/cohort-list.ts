import type { Page } from '../answer.js';
import { answered, knownUntil } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { orderOf, pageOf } from '../page.js';
import { cohortPageKnown } from './known-list.js';
import type { CohortQuery } from './cohort-query.js';
import { statusesOf, type CohortStatus } from './cohort-status.js';

const ORDERS = { name: ['name', 'id'], updated: ['position'], id: ['id'] } as const;

/** A page of cohorts as they stand, or on a day, as they were known at a moment. @throws InvalidCursor @throws InvalidMoment */
export async function cohortList(models: ReadModels, query: CohortQuery): Promise<Page<CohortStatus>> {
  const { sort = 'id', stage, country } = query;
  return models.read(async (reading) => {
    const order = orderOf('cohorts', sort, ORDERS);
    const known = await knownUntil(reading, query.knownAt);
    if (known !== undefined || query.on !== undefined) {
      const { rows, next } = await cohortPageKnown(reading, query, order, known);
      return { ...answered(reading, known), rows: await statusesOf(reading, rows, query, known), next };
    }
    let select = reading.db.selectFrom('cohorts').selectAll();
    if (query.category) select = select.where('category', '=', query.category);
    if (query.powerOfOrigin) select = select.where('power_of_origin', '=', query.powerOfOrigin);
    if (query.detainingPower) select = select.where('detaining_power', '=', query.detainingPower);
    select = query.status ? select.where('status', '=', query.status) : select.where('status', '<>', 'withdrawn');
    if (query.watched !== undefined) select = select.where('watched', '=', Number(query.watched));
    if (query.assignee) select = select.where('assignee', '=', query.assignee);
    if (stage || country) {
      select = select.where(({ exists, selectFrom }) => {
        let there = selectFrom('balances').select('cohort').whereRef('balances.cohort', '=', 'cohorts.id');
        if (stage) there = there.where('stage', '=', stage);
        if (country) there = there.where('country', '=', country);
        return exists(there);
      });
    }
    const { rows, next } = await pageOf(select, order, query);
    return { position: reading.position, rows: await statusesOf(reading, rows, query), next };
  });
}
