import { sql } from 'kysely';
import { writeBlocks } from '../clocks/block-writing.js';
import type { Transaction } from '../database/transaction.js';
import { COUNTED, peopleByDay, peopleByMonth } from './people-changes.js';

const SUMS = sql.join(COUNTED.map((column) => sql`sum(${sql.ref(column)})`));
const COLUMNS = sql.join(COUNTED.map((column) => sql.ref(column)));
const CHANGED = sql.join(
  COUNTED.map((column) => sql`sum(${sql.ref(column)}) <> 0`),
  sql` or `,
);

/** Adds up all that the entries changed at once, for a generation that was just built: block by block, day by day, month by month. */
export async function fillPeople(transaction: Transaction): Promise<void> {
  const { db } = transaction;
  await writeBlocks(transaction);
  const days = sql.join(peopleByDay.key.map((column) => sql.ref(column)));
  await sql`insert into people_by_day (${days}, ${COLUMNS})
    select ${days}, ${SUMS} from people_changes group by ${days} having ${CHANGED}`.execute(db);
  const [, ...rest] = peopleByMonth.key;
  const group = sql.join(rest.map((column) => sql.ref(column)));
  await sql`insert into people_by_month (month, ${group}, ${COLUMNS})
    select substr(day, 1, 7) as month, ${group}, ${SUMS} from people_by_day group by month, ${group} having ${CHANGED}`.execute(
    db,
  );
}
