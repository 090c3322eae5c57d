import type { Position } from '#eventsourcing';
import type { Reading } from '../database/reading.js';
import { withdrawnEntries, type RestingRow } from './support.js';

/** An entry that rests on something at one of two moments alone. */
export interface SupportChange {
  readonly entry: RestingRow;
  /** Log positions of what said so: that its source was withdrawn, or that another says the same. */
  readonly causes: readonly Position[];
}

/**
 * Entries of some files that lost or gained support between two moments.
 * @param kind what the names of their streams start with, e.g. `cohort`
 */
export async function supportChanges(
  reading: Reading,
  kind: string,
  from: Position,
  to: Position,
): Promise<readonly SupportChange[]> {
  const between = await reading.db
    .selectFrom('entries')
    .select(['position', 'stream', 'type'])
    .where('position', '>', from)
    .where('position', '<=', to)
    .where('type', 'in', ['SourceWithdrawn', 'EntryCorroborated'])
    .execute();
  if (between.length === 0) return [];
  const said = Map.groupBy(between, ({ stream }) => stream);
  const [before, after] = [await ofWithdrawnSource(reading, kind, from), await ofWithdrawnSource(reading, kind, to)];
  const differing = [...before, ...after].filter(([entryId]) => before.has(entryId) !== after.has(entryId));
  return differing.flatMap(([entryId, entry]): SupportChange[] => {
    const about = [`assessment-${entryId}`, `source-${entry.source}`].flatMap((stream) => said.get(stream) ?? []);
    return about.length === 0 ? [] : [{ entry, causes: about.map(({ position }) => position).sort() }];
  });
}

async function ofWithdrawnSource(
  reading: Reading,
  kind: string,
  known: Position,
): Promise<ReadonlyMap<string, RestingRow>> {
  const byStream = await withdrawnEntries(reading, { kind, known });
  return new Map([...byStream.values()].flat().map((entry) => [entry.entry_id, entry]));
}
