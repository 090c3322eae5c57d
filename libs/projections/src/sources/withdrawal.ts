import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import { fromCursor, limitOf, toCursor, type Page, type Paging } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { fileOfStream, type FileName } from '../streams/files.js';
import { backed, restingOn, Speakers } from './support.js';

/** What a file loses with a source. */
export interface FileAtStake {
  readonly file: FileName;
  /** Entries of it that stand and name the source. */
  readonly resting: number;
  /** How many of them no independent source corroborates: they would rest on nothing. */
  readonly unsourced: number;
  /** These entries, in the order in which they were recorded. */
  readonly entryIds: readonly string[];
}

/** What rests on a source, counted. */
export interface AtStake {
  /** Entries that stand and name it. */
  readonly resting: number;
  /** Entries that would be left without any source. */
  readonly unsourced: number;
  /** Files that would have such entries, by kind: `cohort`, `exchange`, ... */
  readonly files: Readonly<Record<string, number>>;
}

/** What changes if a source is withdrawn, or what has changed since: file by file. @throws InvalidCursor */
export async function sourceWithdrawal(
  models: ReadModels,
  id: string,
  query: Paging & KnownAt = {},
): Promise<Page<FileAtStake>> {
  const list = `withdrawal ${id}`;
  const after = query.cursor === undefined ? '' : String(fromCursor(list, query.cursor, 1)[0]);
  const limit = limitOf(query);
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    const { streams, safe } = await stakes(reading, id, known);
    const rest = streams.filter(({ stream, unsourced }) => unsourced > 0 && stream > after);
    const page = rest.slice(0, limit);
    const entries = await restingOn(reading, [id], known)
      .select(['stream', 'entry_id', 'position'])
      .where(
        'stream',
        'in',
        page.map(({ stream }) => stream),
      )
      .orderBy('position')
      .execute();
    const exposed = Map.groupBy(
      entries.filter(({ position }) => !safe.has(position)),
      ({ stream }) => stream,
    );
    const rows = page.map(({ stream, resting, unsourced }) => ({
      file: fileOfStream(stream),
      resting,
      unsourced,
      entryIds: (exposed.get(stream) ?? []).map((entry) => entry.entry_id),
    }));
    const next = rest.length > limit ? toCursor(list, [page.at(-1)!.stream]) : null;
    return { ...answered(reading, known), rows, next };
  });
}

/** The same, counted. @param known left out: what rests on it now */
export async function atStake(reading: Reading, id: string, known: Position | undefined): Promise<AtStake> {
  const { streams } = await stakes(reading, id, known);
  const files: Record<string, number> = {};
  for (const { stream, unsourced } of streams) {
    const { kind } = fileOfStream(stream);
    if (unsourced > 0) files[kind] = (files[kind] ?? 0) + 1;
  }
  return {
    resting: streams.reduce((sum, { resting }) => sum + resting, 0),
    unsourced: streams.reduce((sum, { unsourced }) => sum + unsourced, 0),
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => compare(a, b))),
  };
}

async function stakes(reading: Reading, id: string, known: Position | undefined) {
  const corroborated = await backed(reading, await Speakers.read(reading, known), [id], known);
  const perStream = new Map<string, number>();
  for (const { stream } of corroborated) perStream.set(stream, (perStream.get(stream) ?? 0) + 1);
  const rows = await restingOn(reading, [id], known)
    .select(['stream', sql<number>`count(*)`.as('resting')])
    .groupBy('stream')
    .orderBy('stream')
    .execute();
  const streams = rows.map(({ stream, resting }) => {
    return { stream, resting, unsourced: resting - (perStream.get(stream) ?? 0) };
  });
  return { streams, safe: new Set(corroborated.map(({ position }) => position)) };
}
