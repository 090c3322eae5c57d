import { sql } from 'kysely';
import { FLOW, flowChanges } from '../clocks/known-flows.js';
import type { Transaction } from '../database/transaction.js';
import { standingFlows } from './standing-flows.js';

/** Adds up all flows at once, for a generation that was just built. */
export async function fillDayFlows({ db }: Transaction): Promise<void> {
  await sql`insert into day_flows (${FLOW}, people, movements)
    select ${FLOW}, sum(people), sum(movements) from (${flowChanges('', '~')}) as changes
    group by ${FLOW} having sum(movements) > 0`.execute(db);
  await sql`insert into standing_flows (${STANDING}, movements)
    select ${STANDING}, sum(movements) from day_flows group by ${STANDING}`.execute(db);
}

const STANDING = sql.join(standingFlows.key.map((column) => sql.ref(column)));
