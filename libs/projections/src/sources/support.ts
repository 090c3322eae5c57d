import type { StatedBasis } from '#cases';
import type { Position } from '#eventsourcing';
import { assessmentsOf } from '../assessments/assessed.js';
import { standingAt } from '../clocks/known.js';
import type { Reading } from '../database/reading.js';
import { heldAt } from '../streams/version.js';

/** Which sources still count, and which of them repeat each other. */
export class Speakers {
  private constructor(
    private readonly groups: ReadonlyMap<string, string>,
    /** Ids of sources that do not count any more. */
    readonly withdrawn: readonly string[],
  ) {}

  /** @param known left out: those that count now */
  static async read({ db }: Reading, known?: Position): Promise<Speakers> {
    const columns = ['id', 'independence_group', 'status'] as const;
    const rows = await db.selectFrom('sources').select(columns).where(heldAt(known)).execute();
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

/** Entries that stand and name one of these sources. @param known left out: those that stand now */
export function restingOn({ db }: Reading, sources: readonly string[], known?: Position) {
  return db
    .selectFrom('entries')
    .where('source', 'in', sources)
    .where(standingAt(known, 'entries'))
    .where('type', '<>', 'EntryRetracted');
}

/** Those of them of which another source that counts says the same. */
export async function backed(
  reading: Reading,
  speakers: Speakers,
  sources: readonly string[],
  known?: Position,
): Promise<readonly RestingRow[]> {
  if (sources.length === 0) return [];
  const rows = await restingOn(reading, sources, known)
    .where(({ eb, or, exists, selectFrom }) => {
      const assessed = selectFrom('assessments').select('assessments.id').whereRef('assessments.id', '=', 'entry_id');
      return or([exists(assessed), eb('data', 'like', '%"corroboratedBy":"%')]);
    })
    .select(COLUMNS)
    .execute();
  const assessed = await assessmentsOf(
    reading,
    rows.map((row) => row.entry_id),
    known,
  );
  return rows.filter(({ source, data, entry_id }) => {
    const { basis } = JSON.parse(data) as { readonly basis: StatedBasis & { readonly corroboratedBy?: string } };
    const others = [
      ...(basis.corroboratedBy ? [basis.corroboratedBy] : []),
      ...assessed(entry_id).corroboratedBy.map((one) => one.basis.source),
    ];
    return others.some((other) => speakers.isBackedBy(source!, other));
  });
}

/** Which entries are looked at. */
export interface Among {
  /** Left out: those of all files. */
  readonly streams?: readonly string[];
  /** What the names of their streams start with, e.g. `cohort`. */
  readonly kind?: string;
  /** Left out: those that stand now. */
  readonly known?: Position;
}

/** Entries that rest on nothing any more, because their source was withdrawn and no other says the same; by stream. */
export async function withdrawnEntries(
  reading: Reading,
  { streams, kind, known }: Among,
): Promise<ReadonlyMap<string, readonly RestingRow[]>> {
  const speakers = await Speakers.read(reading, known);
  const { withdrawn } = speakers;
  const byStream = new Map<string, RestingRow[]>();
  if (withdrawn.length === 0) return byStream;
  let select = restingOn(reading, withdrawn, known).select(COLUMNS).orderBy('position');
  if (streams !== undefined) select = select.where('stream', 'in', streams);
  if (kind !== undefined) select = select.where('stream', 'like', `${kind}-%`);
  const kept = new Set((await backed(reading, speakers, withdrawn, known)).map(({ position }) => position));
  for (const row of await select.execute()) {
    if (kept.has(row.position)) continue;
    const ofStream = byStream.get(row.stream);
    if (ofStream === undefined) byStream.set(row.stream, [row]);
    else ofStream.push(row);
  }
  return byStream;
}
