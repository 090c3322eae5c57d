import type { Position } from '#eventsourcing';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { dayFlows, type DayFlowRow } from '../cohorts/day-flows.js';
import type { Tables } from '../database/tables.js';
import { standingAt } from './known.js';

/**
 * The flows of all days as they were known at a moment: what the blocks of the log up to it came to, and what the rest did
 * after the last of them. Rows of one flow are still to be added up; some take away.
 */
export async function flowsKnown(db: Kysely<Tables>, known: Position): Promise<RawBuilder<DayFlowRow>> {
  const after = await blockBefore(db, 'flow_blocks', known);
  return sql<DayFlowRow>`(
    select ${FLOW}, people, movements from flow_blocks where until <= ${known}
    union all ${flowChanges(after, known)}
  )`;
}

/** Where the last block ends that ends by a position. */
export async function blockBefore(
  db: Kysely<Tables>,
  blocks: 'flow_blocks' | 'people_blocks',
  known: Position,
): Promise<Position> {
  const { block } = await db
    .selectFrom(blocks)
    .select((eb) => eb.fn.max('until').as('block'))
    .where('until', '<=', known)
    .executeTakeFirstOrThrow();
  return (block as Position | null) ?? '';
}

/**
 * What the entries after one position, up to another, changed in the flows of all days: a query of rows like those of
 * `day_flows`, each for one movement that they brought or struck through.
 */
export function flowChanges(after: Position, until: Position): RawBuilder<DayFlowRow> {
  return sql<DayFlowRow>`
    select ${flow(1)} from movements as moved where moved.position > ${after} and ${standingAt(until, 'moved')}
    union all select ${flow(-1)} from movements as moved
      where moved.retracted_at > ${after} and moved.retracted_at <= ${until} and moved.position <= ${after}`;
}

/** What tells flows apart, in the order in which `flow` selects it. */
export const FLOW = sql.join(dayFlows.key.map((column) => sql.ref(column)));

function flow(times: 1 | -1): RawBuilder<unknown> {
  return sql`coalesce(moved.earliest, '') as earliest, moved.latest,
    case when moved.half_of is null then 0 else 1 end as half, moved.category, moved.power_of_origin,
    coalesce(moved.from_stage, '') as from_stage, coalesce(moved.from_country, '') as from_country,
    coalesce(moved.to_stage, '') as to_stage, coalesce(moved.to_country, '') as to_country,
    coalesce(moved.grade, '') as grade,
    ${sql.lit(times)} * case when moved.inexact is null then moved.exact else 0 end as people,
    ${sql.lit(times)} as movements`;
}
