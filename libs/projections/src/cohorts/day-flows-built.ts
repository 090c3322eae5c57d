import { sql } from 'kysely';
import { writeFlowBlocks } from '../clocks/flow-block-writing.js';
import { FLOW, flowChanges } from '../clocks/known-flows.js';
import type { Transaction } from '../database/transaction.js';

/** Adds up all flows at once, for a generation that was just built: block by block, and then the blocks. */
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
}
