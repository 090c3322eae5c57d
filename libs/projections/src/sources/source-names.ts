import type { StatedBasis } from '#cases';
import type { Position } from '#eventsourcing';
import { portions } from '../database/dialect.js';
import type { Reading } from '../database/reading.js';
import { keptOf } from '../streams/folds.js';
import { heldAt } from '../streams/version.js';
import { sourceStreams } from './source-row.js';

/** Who says something, in words: a source's id alone tells a reader nothing. */
export interface SourceNamed {
  /** What the source is called; null where none is named, or it is not registered. */
  readonly sourceName: string | null;
}

/**
 * Names the sources of some bases.
 * @param known left out: by what is registered now
 */
export async function sourceNames(
  reading: Reading,
  bases: readonly (StatedBasis | null)[],
  known: Position | undefined,
): Promise<(basis: StatedBasis | null) => SourceNamed> {
  const ids = [...new Set(bases.flatMap((basis) => basis?.source ?? []))];
  const names = new Map<string, string>();
  for (const some of portions(ids)) {
    const rows = await reading.db
      .selectFrom('sources')
      .selectAll()
      .where('id', 'in', some)
      .where(heldAt(known))
      .execute();
    for (const { fold } of await keptOf(reading, sourceStreams, rows, known))
      names.set(fold.data.sourceId, fold.data.name);
  }
  return (basis) => ({ sourceName: (basis && names.get(basis.source)) ?? null });
}
