import { sql } from 'kysely';
import { writeFlowBlocks } from '../clocks/flow-block-writing.js';
import { FLOW, flowChanges } from '../clocks/known-flows.js';
import { inexactCohorts } from '../clocks/known-movements.js';
import type { Transaction } from '../database/transaction.js';
import { standingFlows } from './standing-flows.js';

/** Adds up all flows at once, for a generation that was just built: block by block, then the blocks, then the days. */
export async function fillDayFlows(transaction: Transaction): Promise<void> {
  const { db } = transaction;
  const inexact = db
    .selectFrom('movements')
    .select((eb) => ['cohort', eb.fn.min('position').as('since')])
    .where('inexact', 'is not', null)
    .groupBy('cohort');
  await db.insertInto('inexact_cohorts').columns(['cohort', 'since']).expression(inexact).execute();
  const { head } = await db
    .selectFrom('entries')
    .select(sql<string | null>`max(position)`.as('head'))
    .executeTakeFirstOrThrow();
  if (head === null) return;
  const after = await writeFlowBlocks(transaction);
  await sql`insert into day_flows (${FLOW}, people, movements)
    select ${FLOW}, sum(people), sum(movements) from (
      select ${FLOW}, people, movements from flow_blocks union all ${flowChanges(after, head)}
    ) as changes
    group by ${FLOW} having sum(movements) > 0`.execute(db);
  await sql`insert into standing_flows (${STANDING}, movements)
    select ${STANDING}, sum(movements) from (
      select ${STANDING}, movements from day_flows union all
      select category, power_of_origin, coalesce(from_stage, ''), coalesce(from_country, ''),
        coalesce(to_stage, ''), coalesce(to_country, ''), coalesce(grade, ''), 1 from movements
        where retracted_at is null and cohort in ${inexactCohorts(undefined)}
    ) as standing
    group by ${STANDING}`.execute(db);
}

const STANDING = sql.join(standingFlows.key.map((column) => sql.ref(column)));
