import type { Position } from '#eventsourcing';
import { portions } from '../database/dialect.js';
import type { Reading } from '../database/reading.js';
import { keptOf } from '../streams/folds.js';
import type { Stamp } from '../streams/stream-row.js';
import { heldAt } from '../streams/version.js';
import { assessmentStreams, type AssessmentFold, type Said } from './assessment-row.js';

/** Another source's word on an entry: its grade and where it stands are in its basis. */
export type Corroboration = Stamp & Pick<Said, 'basis'>;
export type Dispute = Corroboration & { readonly reason: string };

/** What other sources say of an entry; the entry stands whatever they say. */
export interface Assessed {
  readonly disputedBy: readonly Dispute[];
  readonly corroboratedBy: readonly Corroboration[];
}

const NOT_ASSESSED: Assessed = { disputedBy: [], corroboratedBy: [] };

/** What was said of these entries, by their ids. @param known left out: what is said now */
export async function assessmentsOf(
  reading: Reading,
  entryIds: readonly string[],
  known?: Position,
): Promise<(entryId: string) => Assessed> {
  const found = new Map<string, Assessed>();
  for (const ids of portions(entryIds)) {
    const rows = await reading.db
      .selectFrom('assessments')
      .select(['id', 'fold'])
      .where('id', 'in', ids)
      .where(heldAt(known))
      .execute();
    const said = await keptOf(reading, assessmentStreams, rows, known);
    for (const [index, { id }] of rows.entries()) found.set(id, assessedIn(said[index]!.fold));
  }
  return (entryId) => found.get(entryId) ?? NOT_ASSESSED;
}

/** Disputes and corroborations apart, the oldest first. */
function assessedIn({ said }: AssessmentFold): Assessed {
  const disputedBy: Dispute[] = [];
  const corroboratedBy: Corroboration[] = [];
  for (const { type, reason, ...rest } of said) {
    if (type === 'EntryDisputed') disputedBy.push({ ...rest, reason: reason ?? '' });
    else corroboratedBy.push(rest);
  }
  return { disputedBy, corroboratedBy };
}
