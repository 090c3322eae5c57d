import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import type { Transaction } from '../database/transaction.js';
import { COUNTED, peopleByDay } from '../days/people-changes.js';
import { FLOW, flowChanges } from './known-flows.js';

/** Moments of the log in a block: at 1,000 entries each. */
const MOMENTS = 16;

const DAY = sql.join(peopleByDay.key.map((column) => sql.ref(column)));
const COLUMNS = sql.join(COUNTED.map((column) => sql.ref(column)));
const SUMS = sql.join(COUNTED.map((column) => sql`sum(${sql.ref(column)})`));
const CHANGED = sql.join(
  COUNTED.map((column) => sql`sum(${sql.ref(column)}) <> 0`),
  sql` or `,
);

/** Writes the blocks that end up to a position and are not there yet; gives where the last of them ends. */
export async function writeBlocks({ db }: Transaction): Promise<Position> {
  const newest = await db
    .selectFrom('flow_blocks')
    .select(sql<string | null>`max(until)`.as('until'))
    .executeTakeFirst();
  let after = newest?.until ?? '';
  const ends = await db
    .selectFrom('moments')
    .select('position')
    .where('position', '>', after)
    .where(sql<boolean>`number % ${MOMENTS} = 0`)
    .orderBy('position')
    .execute();
  for (const { position } of ends) {
    await sql`insert into flow_blocks (until, ${FLOW}, people, movements)
      select ${position}, ${FLOW}, sum(people), sum(movements) from (${flowChanges(after, position)}) as changes
      group by ${FLOW} having sum(movements) <> 0 or sum(people) <> 0`.execute(db);
    await sql`insert into people_blocks (until, ${DAY}, ${COLUMNS})
      select ${position}, ${DAY}, ${SUMS} from people_changes where position > ${after} and position <= ${position}
      group by ${DAY} having ${CHANGED}`.execute(db);
    after = position;
  }
  return after;
}
