import { sql, type SelectQueryBuilder } from 'kysely';
import type { Tables } from '../database/tables.js';
import { foldedWords } from '../folded-words.js';
import type { CohortFilter } from './cohort-query.js';
import type { CohortRow } from './cohort-row.js';

/** Where people of a cohort are, as far as is asked for. */
export interface There {
  readonly stage: string;
  readonly country: string | null;
}

/** Narrows cohorts as they stand to those that are asked about, but for their alerts. */
export function askedFor<Row>(
  cohorts: SelectQueryBuilder<Tables, 'cohorts', Row>,
  filter: CohortFilter,
): SelectQueryBuilder<Tables, 'cohorts', Row> {
  const { ids, stage, country, assignee } = filter;
  let select = cohorts;
  for (const word of foldedWords(filter.q ?? '')) select = select.where('words', 'like', `% ${word}%`);
  if (ids) select = select.where('id', 'in', ids);
  if (filter.category) select = select.where('category', '=', filter.category);
  if (filter.powerOfOrigin) select = select.where('power_of_origin', '=', filter.powerOfOrigin);
  if (filter.detainingPower) select = select.where('detaining_power', '=', filter.detainingPower);
  select = filter.status ? select.where('status', '=', filter.status) : select.where('status', '<>', 'withdrawn');
  if (filter.watched !== undefined) select = select.where('watched', '=', Number(filter.watched));
  if (assignee) select = select.where('assignee', 'in', assignee);
  if (filter.changedAfter !== undefined) select = select.where('position', '>', filter.changedAfter);
  if (stage === undefined && country === undefined) return select;
  return select.where(({ exists, selectFrom }) => {
    let there = selectFrom('balances')
      .select(sql<number>`1`.as('one'))
      .whereRef('balances.cohort', '=', 'cohorts.id');
    if (stage) there = there.where('stage', 'in', stage);
    if (country) there = there.where('country', 'in', country);
    return exists(there);
  });
}

/** The same of a cohort as it was known then, but for where its people are. */
export function isAskedFor(row: CohortRow, filter: CohortFilter): boolean {
  const { q, ids, category, powerOfOrigin, detainingPower, status, watched, assignee, changedAfter } = filter;
  if (q !== undefined && !foldedWords(q).every((word) => row.words.includes(` ${word}`))) return false;
  if (ids && !ids.includes(row.id)) return false;
  if (category && row.category !== category) return false;
  if (powerOfOrigin && row.power_of_origin !== powerOfOrigin) return false;
  if (detainingPower && row.detaining_power !== detainingPower) return false;
  if (watched !== undefined && row.watched !== Number(watched)) return false;
  if (assignee && (row.assignee === null || !assignee.includes(row.assignee))) return false;
  if (changedAfter !== undefined && row.position <= changedAfter) return false;
  return status ? row.status === status : row.status !== 'withdrawn';
}

/** Whether people are where it is asked for. */
export function arePresent({ stage, country }: CohortFilter, there: readonly There[]): boolean {
  if (stage === undefined && country === undefined) return true;
  return there.some(
    (at) =>
      (stage === undefined || (stage as readonly string[]).includes(at.stage)) &&
      (country === undefined || (at.country !== null && country.includes(at.country))),
  );
}
