import type { Transaction } from '../database/transaction.js';
import { contradictionsAfter } from './contradictions.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import { entriesOf, familyOf } from './family.js';
import { familyDays, latestDayOf } from './family-days.js';
import type { FoldedCohort } from './folded-cohort.js';
import type { MovementWriting } from './movement-writing.js';
import { earlierDay, type Redating } from './redating.js';

/**
 * Works out again from which day every movement of a cohort's family counts, as the log stands with the entry that made it
 * necessary. What they counted from before is kept beside.
 * @param at log position of that entry: the newest that is written
 * @param folded gives a cohort that is in memory
 * @returns the family's cohorts
 */
export async function settle(
  transaction: Transaction,
  writing: MovementWriting,
  id: string,
  at: string,
  folded: (id: string) => FoldedCohort | undefined,
): Promise<readonly FoldedCohort[]> {
  const family = await familyOf(transaction, id);
  const standing = family.rows.filter(({ retracted_at }) => retracted_at === null);
  const { dayOf, contradictions } = familyDays(standing, await entriesOf(transaction, standing));
  const changed = standing.filter((row) => dayOf(row) !== row.counts_from);
  await transaction.insert(
    'earlier_days',
    changed.map((row) => earlierDay(row, at)),
  );
  await writing.redate(changed.map((row): Redating => ({ ...row, counts_from: dayOf(row), dated_at: at })));
  for (const row of changed) row.counts_from = dayOf(row);

  const ids = [...family.ids].map((member) => [member]);
  const open = (await transaction.find('contradictions', ['cohort'], ids)).filter(({ until }) => until === null);
  const { closed, opened } = contradictionsAfter(open, contradictions, at);
  await transaction.update('contradictions', ['until'], closed);
  await transaction.insert('contradictions', opened);

  const stored = new Map((await transaction.find('cohorts', ['id'], ids)).map((row) => [row.id, row]));
  const cohorts = [...family.ids].flatMap((member) => {
    const row = stored.get(member);
    return folded(member) ?? (row === undefined ? [] : foldedFrom(row));
  });
  for (const cohort of cohorts) {
    cohort.latestDay = latestDayOf(cohort.state.id, standing);
    cohort.opening = null;
  }
  await transaction.upsert('cohorts', cohorts.map(cohortRow));
  return cohorts;
}
