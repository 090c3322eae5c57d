import type { EntryRetracted } from '#cases';
import type { Position, Recorded } from '#eventsourcing';
import type { EntryRow } from '../cohorts/entries.js';
import type { Transaction } from '../database/transaction.js';
import type { ReadModel } from '../read-model.js';
import { keptIn, type Kept, type StreamRow, type Streams } from './stream-row.js';

/** A read model of streams that are each folded into one row. Runs after the case files, whose entries it strikes through. */
export function streamProjection(name: string, version: number, kinds: readonly Streams<any, any>[]): ReadModel {
  return {
    name,
    version,
    project: async (events, transaction) => {
      for (const kind of kinds) await projectStreams(kind, events, transaction);
    },
  };
}

type Struck = Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>;

async function projectStreams<Fold>(
  { category, table: name, evolve, columns }: Streams<Fold, StreamRow>,
  events: readonly Recorded[],
  transaction: Transaction,
): Promise<void> {
  const table = name as 'claims';
  const prefix = `${category}-`;
  const concerned = events.filter(({ stream }) => stream.startsWith(prefix));
  if (concerned.length === 0) return;
  const ids = [...new Set(concerned.map(({ stream }) => stream.slice(prefix.length)))];
  const values = ids.map((id) => [id]);
  const rows = await transaction.find(table, ['id'], values);
  const kept = new Map(rows.map((row) => [row.id, keptIn<Fold>(row)]));
  const newest = new Map<string, Position>();
  const struck: Struck[] = [];
  for (const event of concerned) {
    const id = event.stream.slice(prefix.length);
    const before = kept.get(id);
    const fold = evolve(before?.fold, event);
    if (fold === undefined) continue;
    if (before !== undefined) struck.push(...struckBy(event, before));
    const positions = { ...before?.positions, [event.id]: event.position };
    kept.set(id, { fold, positions, revision: event.revision, updatedAt: event.recordedAt });
    newest.set(id, event.position);
  }
  const changed = [...newest].map(([id, position]) => {
    const one = kept.get(id)!;
    return { ...columns(one.fold), id, position, fold: JSON.stringify(one) } as never;
  });
  await transaction.upsert(table, changed);
  await transaction.update('entries', ['retracted_at', 'retracted_by'], struck);
}

function struckBy(event: Recorded, { positions }: Kept<unknown>): Struck[] {
  if (event.type !== 'EntryRetracted') return [];
  const position = positions[(event.data as EntryRetracted['data']).entryId];
  return position === undefined ? [] : [{ position, retracted_at: event.position, retracted_by: event.id }];
}
