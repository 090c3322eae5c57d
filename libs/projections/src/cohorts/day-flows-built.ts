import { sql } from 'kysely';
import type { Transaction } from '../database/transaction.js';
import { dayFlows, type DayFlowRow } from './day-flows.js';

/** Adds up all flows at once, for a generation that was just built. */
export async function fillDayFlows({ db }: Transaction): Promise<void> {
  const inexact = db.selectFrom('movements').select('cohort').distinct().where('inexact', 'is not', null);
  await db.insertInto('inexact_cohorts').columns(['cohort']).expression(inexact).execute();
  const exact = db
    .selectFrom('movements')
    .where('retracted_at', 'is', null)
    .where('cohort', 'not in', db.selectFrom('inexact_cohorts').select('cohort'));
  const flows = exact
    .select([
      sql<string>`counts_from`.as('day'),
      'category',
      'power_of_origin',
      sql<string>`coalesce(from_stage, '')`.as('stage_before'),
      sql<string>`coalesce(from_country, '')`.as('country_before'),
      sql<string>`coalesce(to_stage, '')`.as('stage_after'),
      sql<string>`coalesce(to_country, '')`.as('country_after'),
      sql<number>`case when half_of is null then 0 else 1 end`.as('half'),
      sql<number>`sum(exact)`.as('people'),
      sql<number>`count(*)`.as('movements'),
    ])
    .groupBy([
      'day',
      'category',
      'power_of_origin',
      'stage_before',
      'country_before',
      'stage_after',
      'country_after',
      'half',
    ]);
  const columns = Object.keys(dayFlows.columns) as (keyof DayFlowRow)[];
  await db.insertInto('day_flows').columns(columns).expression(flows).execute();
}
