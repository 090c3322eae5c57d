import { addDays, daysBetween } from '#cases';
import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import type { Answer } from './answer.js';
import type { ReadModels } from './database/reading.js';

/** What was recorded from one day to another, both included. */
export interface TimelineBucket {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
  readonly entries: number;
  /** Where the first and the last of them stand in the log. */
  readonly first: Position;
  readonly last: Position;
}

/** When something was recorded. */
export interface Timeline extends Answer {
  /** The oldest first; days on which nothing was recorded are not there. */
  readonly rows: readonly TimelineBucket[];
}

/**
 * The days on which something was recorded, with the positions of the log that belong to each.
 * @param buckets the most that are given: where there are more days, as many are put together as it takes
 */
export async function timeline(models: ReadModels, buckets: number): Promise<Timeline> {
  return models.read(async ({ db, position }) => {
    const days = await db
      .selectFrom('entries')
      .select(({ fn }) => [
        sql<string>`substr(recorded_at, 1, 10)`.as('day'),
        fn.countAll<number>().as('entries'),
        fn.min('position').as('first'),
        fn.max('position').as('last'),
      ])
      .groupBy('day')
      .orderBy('day')
      .execute();
    const [begin, end] = [days[0]?.day, days.at(-1)?.day];
    if (begin === undefined || end === undefined) return { position, rows: [] };
    const width = days.length <= buckets ? 1 : Math.ceil((daysBetween(begin, end) + 1) / buckets);
    const together = Map.groupBy(days, ({ day }) => Math.floor(daysBetween(begin, day) / width));
    const rows = [...together].map(([bucket, among]) => ({
      from: addDays(begin, bucket * width),
      until: addDays(begin, bucket * width + width - 1),
      entries: among.reduce((sum, { entries }) => sum + entries, 0),
      first: among.map(({ first }) => first as Position).sort()[0]!,
      last: among
        .map(({ last }) => last as Position)
        .sort()
        .at(-1)!,
    }));
    return { position, rows };
  });
}
