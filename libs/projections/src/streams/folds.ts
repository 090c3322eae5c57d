import type { Position, Recorded } from '#eventsourcing';
import type { EntryRow } from '../cohorts/entries.js';
import { portions } from '../database/dialect.js';
import type { Reading } from '../database/reading.js';
import { keptAfter, type Kept, type StreamRow, type Streams } from './stream-row.js';

/**
 * What rows say of their streams, in the rows' order. What has changed since is folded again from its entries up to then.
 * @param known the position at which the rows held; left out: they hold now
 */
export async function keptOf<Fold>(
  reading: Reading,
  streams: Streams<Fold, any>,
  rows: readonly Pick<StreamRow, 'id' | 'fold'>[],
  known: Position | undefined,
): Promise<Kept<Fold>[]> {
  const evolve = (before: Kept<Fold> | undefined, event: Recorded) => keptAfter(streams, before, event) ?? before;
  return foldsOf(reading, streams.table, rows, evolve, known);
}

/** The folds of some rows, as `keptOf`, for any table of files with a version for each entry. */
export async function foldsOf<Fold>(
  reading: Reading,
  table: string,
  rows: readonly Pick<StreamRow, 'id' | 'fold'>[],
  evolve: Evolve<Fold>,
  known: Position | undefined,
): Promise<Fold[]> {
  const changed = rows.flatMap(({ id, fold }) => (fold === null ? [id] : []));
  const again = await foldedAgain(reading, table, changed, evolve, known);
  return rows.map(({ id, fold }) => (fold === null ? again.get(id)! : (JSON.parse(fold) as Fold)));
}

type Evolve<Fold> = (before: Fold | undefined, event: Recorded) => Fold | undefined;

async function foldedAgain<Fold>(
  { db }: Reading,
  table: string,
  ids: readonly string[],
  evolve: Evolve<Fold>,
  known: Position | undefined,
): Promise<ReadonlyMap<string, Fold>> {
  const folds = new Map<string, Fold>();
  for (const some of portions(ids)) {
    const rows = await db
      .selectFrom(`${table as 'claims'} as version`)
      .innerJoin('entries', 'entries.position', 'version.position')
      .select('version.id as file')
      .selectAll('entries')
      .where('version.id', 'in', some)
      .where('version.position', '<=', known!)
      .orderBy('version.id')
      .orderBy('version.position')
      .execute();
    for (const { file, ...row } of rows) {
      const fold = evolve(folds.get(file), recordedFrom(row));
      if (fold !== undefined) folds.set(file, fold);
    }
  }
  return folds;
}

/** The event that an entry was made of, as far as folds look at it. */
function recordedFrom(row: EntryRow): Recorded {
  return {
    position: row.position,
    id: row.entry_id,
    stream: row.stream,
    revision: row.revision,
    type: row.type,
    data: JSON.parse(row.data) as Recorded['data'],
    actor: row.actor,
    organisation: row.organisation,
    recordedAt: row.recorded_at,
  } as Recorded;
}
