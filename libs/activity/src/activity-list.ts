import { sql } from 'kysely';
import { readSideFile, type OpenFile } from '#side-files';
import { ACTIVITY_FILE, type ActivityTables } from './activity-file.js';
import type { Activity, ActivityKind } from './activity.js';

/** Which activities. */
export interface ActivityFilter {
  readonly actor?: string | undefined;
  readonly cohort?: string | undefined;
  readonly kind?: ActivityKind | undefined;
  /** RFC 3339 instants: from the first on, and before the second. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** An activity and its place: it counts from 1, without gaps. */
export type NumberedActivity = Activity & { readonly number: number };

export interface ActivityPage {
  /** How many activities there were when the first page was read; the same for all pages. */
  readonly size: number;
  /** The newest first. */
  readonly rows: readonly NumberedActivity[];
  /** The number that the next page begins below; null on the last page. */
  readonly next: number | null;
}

/** Reads what was noted, on a connection that can do nothing else. */
export class ActivityList {
  private constructor(private readonly file: OpenFile<ActivityTables>) {}

  /** @param file that an `ActivityLog` has made @throws NewerFile, DamagedFile */
  static async open(file: string): Promise<ActivityList> {
    return new ActivityList(await readSideFile<ActivityTables>(file, ACTIVITY_FILE));
  }

  /** A page of activities. @param below only those with a smaller number @param limit rows on it */
  async page(filter: ActivityFilter, limit: number, below?: number): Promise<ActivityPage> {
    const { db } = this.file;
    const { size } = await db.selectFrom('ledger_state').select('size').executeTakeFirstOrThrow();
    const rows = await this.matching(filter, below)
      .orderBy('events.position', 'desc')
      .limit(limit + 1)
      .execute();
    const page = rows.slice(0, limit);
    return {
      size,
      rows: page.map(({ position, record }) => ({ number: position, ...(JSON.parse(record) as Activity) })),
      next: rows.length > limit ? page.at(-1)!.position : null,
    };
  }

  /** Whether a server noted something that was asked of it; the command line notes what it does, too. */
  async isOfServer(): Promise<boolean> {
    const asked = sql<string | null>`json_extract(record, '$.route')`;
    const first = await this.file.db
      .selectFrom('events')
      .select('position')
      .where(asked, 'is not', null)
      .limit(1)
      .execute();
    return first.length > 0;
  }

  close(): void {
    this.file.close();
  }

  private matching({ actor, cohort, kind, from, to }: ActivityFilter, below: number | undefined) {
    const all = this.file.db.selectFrom('events').select(['events.position', 'record']);
    return all
      .$if(cohort !== undefined, (some) =>
        some
          .innerJoin('about_cohorts', 'about_cohorts.position', 'events.position')
          .where('about_cohorts.cohort', '=', cohort!),
      )
      .$if(below !== undefined, (some) => some.where('events.position', '<', below!))
      .$if(actor !== undefined, (some) => some.where('events.actor', '=', actor!))
      .$if(kind !== undefined, (some) => some.where('events.kind', '=', kind!))
      .$if(from !== undefined, (some) => some.where('events.at', '>=', new Date(from!).toISOString()))
      .$if(to !== undefined, (some) => some.where('events.at', '<', new Date(to!).toISOString()));
  }
}
