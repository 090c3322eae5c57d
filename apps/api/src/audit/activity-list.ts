import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { NumberedActivity } from '#activity';
import { fromCursor, InvalidCursor, limitOf, toCursor, type Page } from '#projections';
import { column, tableOf, text, whole } from '#reports';
import { ActivityQuery } from './activity-query.dto.js';
import { ACTIVITY, type OpenedActivity } from './open-activity.js';

const LIST = 'activity';

/** Who did what, and who read what, as a table. */
export const ACTIVITIES = tableOf<Page<NumberedActivity>>({
  name: LIST,
  columns: [
    whole('number', 'Number', '#meta+num'),
    text('at', 'At', '#date+occurred'),
    text('kind', 'Kind', '#activity+type'),
    text('actor', 'Actor', '#contact+name'),
    text('organisation', 'Organisation', '#org+name'),
    text('token', 'Token', '#meta+token+id'),
    text('method', 'Method', '#meta+method'),
    text('route', 'Route', '#meta+route'),
    text('about', 'About', '#meta+about+id'),
    column('cohorts', 'Cohorts', 'list', '#group+id+list'),
    column('entries', 'Entries', 'list', '#meta+entry+id+list'),
    whole('status', 'Status', '#status+http'),
    whole('lost', 'Lost', '#meta+lost+num'),
    text('id', 'Id', '#meta+id'),
  ],
  nameBy: 'number',
});

/** Lists activities, the newest first. They stand apart from the read models, and are never kept by who asked. */
@QueryHandler(ActivityQuery)
export class ActivityHandler implements IQueryHandler<ActivityQuery, Page<NumberedActivity>> {
  constructor(@Inject(ACTIVITY) private readonly activity: OpenedActivity) {}

  /** What was noted up to this request is in it. @throws InvalidCursor */
  async execute(query: ActivityQuery): Promise<Page<NumberedActivity>> {
    const { log, list } = this.activity;
    const below = query.cursor === undefined ? undefined : numberIn(query.cursor);
    if (below === undefined) await log.flush();
    const { size, rows, next } = await list.page(query, limitOf(query), below);
    return { position: String(size).padStart(16, '0'), rows, next: next === null ? null : toCursor(LIST, [next]) };
  }
}

/** The number of the activity that a page ended with. @throws InvalidCursor */
function numberIn(cursor: string): number {
  const [number] = fromCursor(LIST, cursor, 1);
  if (Number.isSafeInteger(number)) return number as number;
  throw new InvalidCursor('the cursor is not one that a page gave');
}
