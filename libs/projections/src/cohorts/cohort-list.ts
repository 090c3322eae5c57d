import type { Page } from '../answer.js';
import { answered, knownUntil } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { orderOf, pageOf } from '../page.js';
import type { CohortCounts } from './cohort-facets.js';
import { askedFor } from './cohort-filter.js';
import type { CohortQuery } from './cohort-query.js';
import { statusesOf, type CohortStatus } from './cohort-status.js';
import { cohortsKnown } from './known-cohorts.js';
import { cohortPageKnown } from './known-list.js';
import { needsAll, pageOfAll } from './whole-list.js';

const ORDERS = { name: ['name', 'id'], updated: ['position'], id: ['id'] } as const;

/** A page of cohorts and, where they are asked for, counts of all that are asked about. */
export interface CohortPage extends Page<CohortStatus> {
  readonly facets?: CohortCounts;
}

/** A page of cohorts as they stand, or on a day, as they were known at a moment. @throws InvalidCursor @throws InvalidMoment */
export async function cohortList(models: ReadModels, query: CohortQuery): Promise<CohortPage> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    const isNow = known === undefined && query.on === undefined;
    if (needsAll(query)) {
      const { ids, ...page } = await pageOfAll(reading, query, known);
      const found = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', ids).execute();
      const rows = known === undefined ? found : await cohortsKnown(reading, found, known);
      const inOrder = ids.map((id) => rows.find((row) => row.id === id)!);
      return { ...answered(reading, known), rows: await statusesOf(reading, inOrder, query, known), ...page };
    }
    const order = orderOf('cohorts', query.sort ?? 'id', ORDERS);
    const { rows, next } = isNow
      ? await pageOf(askedFor(reading.db.selectFrom('cohorts').selectAll(), query), order, query)
      : await cohortPageKnown(reading, query, order, known);
    return { ...answered(reading, known), rows: await statusesOf(reading, rows, query, known), next };
  });
}
