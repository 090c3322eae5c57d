import type { SideFile } from '#side-files';
import { activities } from './migrations/0001-activities.js';

/** Who did and read what, and the tree over it. */
export const ACTIVITY_FILE: SideFile = {
  name: 'activity.sqlite',
  remedy:
    'While the server is stopped, move it away together with activity.sqlite-wal, activity.sqlite-shm and the folder ' +
    'activity-ledger, and keep them as evidence: the next start begins both again. Who did and read what until then is in ' +
    'the newest backup, up to when that was made.',
  migrations: { '0001-activities': activities },
};

/** Its tables that are looked through, as Kysely wants them. */
export interface ActivityTables {
  readonly events: {
    readonly position: number;
    /** RFC 3339 instant. */
    readonly at: string;
    readonly kind: string;
    readonly actor: string | null;
    readonly record: string;
  };
  readonly about_cohorts: { readonly cohort: string; readonly position: number };
  readonly ledger_state: { readonly size: number };
}
