import type { EdtfDate, StatedBasis } from '#cases';
import type { Json, Position } from '#eventsourcing';
import type { Answer } from './answer.js';
import { assessmentsOf, type Assessed } from './assessments/assessed.js';
import { answered, knownUntil, type KnownAt } from './clocks/known.js';
import type { ReadModels } from './database/reading.js';
import { fileOfStream, type FileName } from './streams/files.js';

/** An entry of any file. */
export interface EntryOfFile extends Assessed {
  readonly entryId: string;
  /** Where it stands in the log. */
  readonly position: Position;
  readonly file: FileName;
  readonly revision: number;
  readonly type: string;
  readonly occurredOn: EdtfDate | null;
  readonly recordedAt: string;
  /** When the client says that it was written, by a clock that nobody checked; null where it did not say. */
  readonly writtenAt: string | null;
  readonly actor: string;
  readonly organisation: string | null;
  readonly basis: StatedBasis | null;
  /** What it says, but for `occurredOn` and `basis`. */
  readonly data: { readonly [field: string]: Json | undefined };
  /** The entry that struck this one through; null for one that stands. */
  readonly retractedBy: string | null;
}

export interface EntryFile extends Answer {
  readonly entry: EntryOfFile;
}

/** One entry, of whatever file it is; undefined where there is none. @throws InvalidMoment */
export async function entryFile(
  models: ReadModels,
  entryId: string,
  { knownAt }: KnownAt = {},
): Promise<EntryFile | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const entries = reading.db.selectFrom('entries').selectAll().where('entry_id', '=', entryId).orderBy('position');
    const row = await entries.limit(1).executeTakeFirst();
    if (row === undefined || (known !== undefined && row.position > known)) return undefined;
    const { occurredOn = null, basis = null, ...data } = JSON.parse(row.data) as Stated;
    const isStruck = row.retracted_at !== null && (known === undefined || row.retracted_at <= known);
    const assessed = await assessmentsOf(reading, [entryId], known);
    const entry: EntryOfFile = {
      entryId,
      position: row.position,
      file: fileOfStream(row.stream),
      revision: row.revision,
      type: row.type,
      occurredOn,
      recordedAt: row.recorded_at,
      writtenAt: row.written_at,
      actor: row.actor,
      organisation: row.organisation,
      basis,
      data,
      retractedBy: isStruck ? row.retracted_by : null,
      ...assessed(entryId),
    };
    return { ...answered(reading, known), entry };
  });
}

interface Stated {
  readonly occurredOn?: EdtfDate | null;
  readonly basis?: StatedBasis | null;
  readonly [field: string]: any;
}
