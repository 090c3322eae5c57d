import type { Position } from '#eventsourcing';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { dayFlows, type DayFlowRow } from '../cohorts/day-flows.js';
import type { Tables } from '../database/tables.js';
import { standingAt } from './known.js';
import { dayKnown, inexactCohorts } from './known-movements.js';

/**
 * The flows of all days as they were known at a moment: what the blocks of the log up to it came to, and what the rest did
 * after the last of them. Rows of one flow are still to be added up; some take away.
 */
export async function flowsKnown(db: Kysely<Tables>, known: Position): Promise<RawBuilder<DayFlowRow>> {
  const { block } = await db
    .selectFrom('flow_blocks')
    .select((eb) => eb.fn.max('until').as('block'))
    .where('until', '<=', known)
    .executeTakeFirstOrThrow();
  const after = (block as Position | null) ?? '';
  return sql<DayFlowRow>`(
    select ${FLOW}, people, movements from flow_blocks where until <= ${known}
    union all ${flowChanges(after, known)}
  )`;
}

/**
 * What the entries after one position, up to another, changed in the flows of all days: a query of rows like those of
 * `day_flows`, each for one movement. Movements that they brought, gave another day or struck through, and those of cohorts
 * that became inexact, which are in no flow from then on.
 */
export function flowChanges(after: Position, until: Position): RawBuilder<DayFlowRow> {
  const earlier = sql`join (${touched(after, until)}) as touched
    on touched.position = moved.position and touched.ordinal = moved.ordinal`;
  return sql<DayFlowRow>`
    select ${flow(until, 1)} from movements as moved where moved.position > ${after} and ${counts(until)}
    union all select ${flow(until, 1)} from movements as moved ${earlier} where ${counts(until)}
    union all select ${flow(after, -1)} from movements as moved ${earlier} where ${counts(after)}`;
}

/** Movements from before the one position, with which something happened up to the other. */
function touched(after: Position, until: Position): RawBuilder<unknown> {
  return sql`
    select position, ordinal from earlier_days where until > ${after} and until <= ${until} and position <= ${after}
    union select position, ordinal from movements
      where retracted_at > ${after} and retracted_at <= ${until} and position <= ${after}
    union select position, ordinal from movements
      where cohort in (select cohort from inexact_cohorts where since > ${after} and since <= ${until})
        and position <= ${after}`;
}

function counts(known: Position): RawBuilder<boolean> {
  return sql<boolean>`${standingAt(known, 'moved')} and moved.cohort not in ${inexactCohorts(known)}`;
}

/** What tells flows apart, in the order in which `flow` selects it. */
export const FLOW = sql.join(dayFlows.key.map((column) => sql.ref(column)));

function flow(known: Position, times: 1 | -1): RawBuilder<unknown> {
  return sql`${dayKnown(known, 'moved')} as day, moved.category, moved.power_of_origin,
    coalesce(moved.from_stage, '') as from_stage, coalesce(moved.from_country, '') as from_country,
    coalesce(moved.to_stage, '') as to_stage, coalesce(moved.to_country, '') as to_country,
    case when moved.half_of is null then 0 else 1 end as half, coalesce(moved.grade, '') as grade,
    ${sql.lit(times)} * moved.exact as people, ${sql.lit(times)} as movements`;
}
