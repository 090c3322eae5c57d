import type { EdtfDate, Figure, Position as Place, StatedBasis } from '#cases';
import type { Json, Position } from '#eventsourcing';
import type { Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';

/** People in one position, before or after an entry. */
export type PeopleThere = Place & { readonly people: Figure };

/** A line of the case file. */
export interface CaseFileEntry {
  readonly entryId: string;
  readonly position: Position;
  readonly revision: number;
  readonly type: string;
  readonly occurredOn: EdtfDate | null;
  readonly recordedAt: string;
  readonly actor: string;
  readonly organisation: string | null;
  readonly basis: StatedBasis | null;
  /** What the event says, but for `occurredOn`, `basis` and `moved`. */
  readonly data: { readonly [field: string]: Json | undefined };
  /** The entry that struck this one through; null for one that stands. */
  readonly retractedBy: string | null;
  readonly before: readonly PeopleThere[];
  readonly after: readonly PeopleThere[];
}

/** The entries of a cohort, the oldest first; undefined where there is no such cohort. @throws InvalidCursor */
export async function caseFile(
  models: ReadModels,
  cohortId: string,
  paging: Paging = {},
): Promise<Page<CaseFileEntry> | undefined> {
  throw new Error(`not built yet: ${models.constructor.name} ${cohortId} ${paging.limit}`);
}
