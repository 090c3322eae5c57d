import type { StatedBasis } from '#cases';
import { assessedIn, type Assessed } from '../assessments/assessed.js';
import type { AssessmentFold } from '../assessments/assessment-row.js';
import type { Reading } from '../database/read-models.js';
import { keptIn } from '../streams/stream-row.js';

/** Which sources still count, and which of them repeat each other. */
export class Speakers {
  private constructor(
    private readonly groups: ReadonlyMap<string, string>,
    /** Ids of sources that do not count any more. */
    readonly withdrawn: readonly string[],
  ) {}

  static async read({ db }: Reading): Promise<Speakers> {
    const rows = await db.selectFrom('sources').select(['id', 'independence_group', 'status']).execute();
    const groups = new Map(rows.map((row) => [row.id, row.independence_group]));
    return new Speakers(
      groups,
      rows.filter(({ status }) => status === 'withdrawn').map(({ id }) => id),
    );
  }

  /** True where another source counts and does not merely repeat this one. A source that nobody registered is a group of its own. */
  isBackedBy(source: string, other: string): boolean {
    const groupOf = (id: string): string => this.groups.get(id) ?? id;
    return !this.withdrawn.includes(other) && groupOf(source) !== groupOf(other);
  }
}

/** An entry that names a source. */
export interface RestingRow {
  readonly position: string;
  readonly entry_id: string;
  readonly stream: string;
  readonly recorded_at: string;
  readonly source: string | null;
  readonly data: string;
}

const COLUMNS = ['position', 'entry_id', 'stream', 'recorded_at', 'source', 'data'] as const;

/** Entries that stand and name one of these sources. */
export function restingOn({ db }: Reading, sources: readonly string[]) {
  return db
    .selectFrom('entries')
    .where('source', 'in', sources)
    .where('retracted_at', 'is', null)
    .where('type', '<>', 'EntryRetracted');
}

/** Those of them of which another source that counts says the same. */
export async function backed(
  reading: Reading,
  speakers: Speakers,
  sources: readonly string[],
): Promise<readonly RestingRow[]> {
  if (sources.length === 0) return [];
  const rows = await restingOn(reading, sources)
    .leftJoin('assessments', 'assessments.id', 'entries.entry_id')
    .where(({ eb, or }) => or([eb('assessments.id', 'is not', null), eb('data', 'like', '%"corroboratedBy":"%')]))
    .select(COLUMNS.map((column) => `entries.${column}` as const))
    .select('assessments.fold')
    .execute();
  return rows.filter(({ source, data, fold }) => {
    const { basis } = JSON.parse(data) as { readonly basis: StatedBasis & { readonly corroboratedBy?: string } };
    const said: Pick<Assessed, 'corroboratedBy'> =
      fold === null ? { corroboratedBy: [] } : assessedIn(keptIn<AssessmentFold>({ fold }).fold);
    const others = [
      ...(basis.corroboratedBy ? [basis.corroboratedBy] : []),
      ...said.corroboratedBy.map((one) => one.basis.source),
    ];
    return others.some((other) => speakers.isBackedBy(source!, other));
  });
}

/**
 * Entries that rest on nothing any more, because their source was withdrawn and no other says the same; by stream.
 * @param streams left out: of all files
 */
export async function withdrawnEntries(
  reading: Reading,
  streams?: readonly string[],
): Promise<ReadonlyMap<string, readonly RestingRow[]>> {
  const speakers = await Speakers.read(reading);
  const { withdrawn } = speakers;
  const byStream = new Map<string, RestingRow[]>();
  if (withdrawn.length === 0) return byStream;
  let select = restingOn(reading, withdrawn).select(COLUMNS).orderBy('position');
  if (streams !== undefined) select = select.where('stream', 'in', streams);
  const kept = new Set((await backed(reading, speakers, withdrawn)).map(({ position }) => position));
  for (const row of await select.execute()) {
    if (kept.has(row.position)) continue;
    const ofStream = byStream.get(row.stream);
    if (ofStream === undefined) byStream.set(row.stream, [row]);
    else ofStream.push(row);
  }
  return byStream;
}
