import type { EdtfDate } from '#cases';
import type { Position } from '#eventsourcing';
import type { Page, Paging } from '../answer.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { pageOf } from '../page.js';
import { fileOfStream, type FileName } from '../streams/files.js';

/** An entry of any file that names a source. */
export interface RestingEntry extends Assessed {
  readonly entryId: string;
  readonly position: Position;
  readonly file: FileName;
  readonly revision: number;
  readonly type: string;
  readonly occurredOn: EdtfDate | null;
  readonly recordedAt: string;
  readonly actor: string;
  /** Reliability and credibility, e.g. `F6`, as the entry states them. */
  readonly grade: string | null;
  /** The entry that struck this one through; null for one that stands. */
  readonly retractedBy: string | null;
}

/** Everything that rests on a source, the oldest first; empty where nothing does. @throws InvalidCursor */
export async function sourceEntries(
  models: ReadModels,
  id: string,
  query: Paging & KnownAt = {},
): Promise<Page<RestingEntry>> {
  return restingEntries(models, 'source', id, query);
}

/** Everything that rests on a stored statement, the oldest first; empty where nothing does. @throws InvalidCursor */
export async function statementEntries(
  models: ReadModels,
  id: string,
  query: Paging & KnownAt = {},
): Promise<Page<RestingEntry>> {
  return restingEntries(models, 'statement', id, query);
}

async function restingEntries(
  models: ReadModels,
  on: 'source' | 'statement',
  id: string,
  query: Paging & KnownAt,
): Promise<Page<RestingEntry>> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    const columns = ['position', 'entry_id', 'stream', 'revision', 'type', 'occurred_on', 'recorded_at'] as const;
    let select = reading.db
      .selectFrom('entries')
      .select([...columns, 'actor', 'grade', 'retracted_at', 'retracted_by'])
      .where(on, '=', id);
    if (known !== undefined) select = select.where('position', '<=', known);
    const order = { list: `${on} ${id}`, columns: ['position'], descending: false };
    const { rows, next } = await pageOf(select, order, query);
    const assessed = await assessmentsOf(
      reading,
      rows.map((row) => row.entry_id),
      known,
    );
    const entries = rows.map((row) => ({
      entryId: row.entry_id,
      position: row.position,
      file: fileOfStream(row.stream),
      revision: row.revision,
      type: row.type,
      occurredOn: row.occurred_on,
      recordedAt: row.recorded_at,
      actor: row.actor,
      grade: row.grade,
      retractedBy:
        known !== undefined && row.retracted_at !== null && row.retracted_at > known ? null : row.retracted_by,
      ...assessed(row.entry_id),
    }));
    return { ...answered(reading, known), rows: entries, next };
  });
}
