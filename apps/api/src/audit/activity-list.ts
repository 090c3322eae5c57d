import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Access, type Caller } from '#access';
import type { NumberedActivity } from '#activity';
import { fromCursor, InvalidCursor, limitOf, toCursor, type Page } from '#projections';
import { column, tableOf, text, whole } from '#reports';
import { ActivityQuery } from './activity-query.dto.js';
import { ACTIVITY, type OpenedActivity } from './open-activity.js';

const LIST = 'activity';

/** An activity, and the name of who did it. */
export interface NamedActivity extends NumberedActivity {
  /** Looked up now: null for nobody, for a person whose name the reader may not know, and for a former member. */
  readonly actorName: string | null;
  /** True for a person who has been removed since. */
  readonly isFormerMember: boolean;
}

/** Who did what, and who read what, as a table. */
export const ACTIVITIES = tableOf<Page<NamedActivity>>({
  name: LIST,
  columns: [
    whole('number', 'Number', '#meta+num'),
    text('at', 'At', '#date+occurred'),
    text('kind', 'Kind', '#activity+type'),
    text('actor', 'Actor', '#contact+id'),
    text('actorName', 'Name', '#contact+name'),
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
export class ActivityHandler implements IQueryHandler<ActivityQuery, Page<NamedActivity>> {
  constructor(
    @Inject(ACTIVITY) private readonly activity: OpenedActivity,
    private readonly access: Access,
  ) {}

  /** What was noted up to this request is in it. @throws InvalidCursor */
  async execute(query: ActivityQuery): Promise<Page<NamedActivity>> {
    const { log, list } = this.activity;
    const below = query.cursor === undefined ? undefined : numberIn(query.cursor);
    if (below === undefined) await log.flush();
    const { size, rows, next } = await list.page(query, limitOf(query), below);
    const named = await this.named(rows, query.reader);
    return {
      position: String(size).padStart(16, '0'),
      rows: named,
      next: next === null ? null : toCursor(LIST, [next]),
    };
  }

  private async named(rows: readonly NumberedActivity[], reader: Caller): Promise<NamedActivity[]> {
    const actors = [...new Set(rows.flatMap(({ actor }) => (actor === null ? [] : [actor])))];
    const names = new Map((await this.access.names.of(actors, reader)).map((name) => [name.id, name]));
    return rows.map((row) => {
      const { name = null, isFormer = false } = names.get(row.actor ?? '') ?? {};
      return { ...row, actorName: name, isFormerMember: isFormer };
    });
  }
}

/** The number of the activity that a page ended with. @throws InvalidCursor */
function numberIn(cursor: string): number {
  const [number] = fromCursor(LIST, cursor, 1);
  if (Number.isSafeInteger(number)) return number as number;
  throw new InvalidCursor('the cursor is not one that a page gave');
}
