import type { Position } from '#eventsourcing';
import { cohortsKnown } from '../cohorts/known-cohorts.js';
import type { Reading } from '../database/reading.js';
import { CohortWatch } from './cohort-alerts.js';
import type { Raised, Watching } from './raised.js';

/** Cohorts folded at a time. */
const STEP = 500;

/** The alarms about cohorts of which something was recorded since a moment, as they were known then. */
export async function cohortsRaisedThen(
  reading: Reading,
  { today, known, cohortId, kind }: Watching & { readonly known: Position },
): Promise<Raised[]> {
  let changed = reading.db
    .selectFrom('cohorts')
    .selectAll()
    .where('position', '>', known)
    .where('opened_at', '<=', known)
    .orderBy('id')
    .limit(STEP);
  if (cohortId !== undefined) changed = changed.where('id', '=', cohortId);
  const raised: Raised[] = [];
  for (let after = ''; ;) {
    const rows = await changed.where('id', '>', after).execute();
    if (rows.length === 0) return raised;
    after = rows.at(-1)!.id;
    const ids = rows.map(({ id }) => id);
    const watch = await CohortWatch.read(reading, ids, today, known);
    for (const row of await cohortsKnown(reading, rows, known)) {
      for (const alarm of watch.alarms(row)) {
        if (kind !== undefined && alarm.kind !== kind) continue;
        const { since, about } = alarm;
        raised.push({ kind: alarm.kind, since, about, subject: { cohortId: row.id, exchangeId: null }, alarm: null });
      }
    }
  }
}
