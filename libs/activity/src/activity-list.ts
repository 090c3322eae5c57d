import Database from 'better-sqlite3';
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
  private constructor(private readonly db: Database.Database) {}

  /** @param file that an `ActivityLog` has made */
  static open(file: string): ActivityList {
    return new ActivityList(new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 }));
  }

  /** A page of activities. @param below only those with a smaller number @param limit rows on it */
  page(filter: ActivityFilter, limit: number, below?: number): ActivityPage {
    const { actor, cohort, kind, from, to } = filter;
    const size = this.db.prepare('SELECT size FROM ledger_state').pluck().get() as number;
    const conditions: string[] = [];
    const values: (string | number)[] = [];
    const where = (condition: string, ...given: (string | number)[]): void => {
      conditions.push(condition);
      values.push(...given);
    };
    if (below !== undefined) where('events.position < ?', below);
    if (actor !== undefined) where('actor = ?', actor);
    if (kind !== undefined) where('kind = ?', kind);
    if (from !== undefined) where('at >= ?', new Date(from).toISOString());
    if (to !== undefined) where('at < ?', new Date(to).toISOString());
    if (cohort !== undefined) where('cohort = ?', cohort);
    const rows = this.db
      .prepare(
        `SELECT events.position, record FROM events
         ${cohort === undefined ? '' : 'JOIN about_cohorts ON about_cohorts.position = events.position'}
         ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
         ORDER BY events.position DESC LIMIT ?`,
      )
      .raw()
      .all(...values, limit + 1) as [number, string][];
    const page = rows.slice(0, limit);
    return {
      size,
      rows: page.map(([number, record]) => ({ number, ...(JSON.parse(record) as Activity) })),
      next: rows.length > limit ? page.at(-1)![0] : null,
    };
  }

  close(): void {
    this.db.close();
  }
}
