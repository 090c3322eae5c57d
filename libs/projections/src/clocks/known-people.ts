import type { Position } from '#eventsourcing';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from '../database/tables.js';
import { monthOf } from '../days/people-writing.js';
import { COUNTED, peopleByDay, type PeopleByDayRow } from '../days/people-changes.js';
import { blockBefore } from './known-flows.js';

const COLUMNS = sql.join([...peopleByDay.key, ...COUNTED].map((column) => sql.ref(column)));
const REST = sql.join([...peopleByDay.key.slice(1), ...COUNTED].map((column) => sql.ref(column)));

/**
 * What changed in what is said of people, day by day up to one, as it was known at a moment: rows still to be added up.
 * @param on the last day that is asked about; left out: every day
 * @param known left out: as it stands now
 */
export async function peopleKnown(
  db: Kysely<Tables>,
  on: string | undefined,
  known: Position | undefined,
): Promise<RawBuilder<PeopleByDayRow>> {
  const by = on === undefined ? sql`` : sql`and day <= ${on}`;
  if (known !== undefined) {
    const after = await blockBefore(db, 'people_blocks', known);
    return sql<PeopleByDayRow>`(
      select ${COLUMNS} from people_blocks where until <= ${after} ${by}
      union all select ${COLUMNS} from people_changes where position > ${after} and position <= ${known} ${by}
    )`;
  }
  return sql<PeopleByDayRow>`(select ${COLUMNS} from people_by_day where true ${by})`;
}

/** The same as it stands now, whole months of it at once: for those who do not ask what changed on which day. */
export function peopleNow(on: string): RawBuilder<PeopleByDayRow> {
  const month = monthOf(on);
  return sql<PeopleByDayRow>`(
    select month as day, ${REST} from people_by_month where month < ${month}
    union all select ${COLUMNS} from people_by_day where day >= ${month} and day <= ${on}
  )`;
}
