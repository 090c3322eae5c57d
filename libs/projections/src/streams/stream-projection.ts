import type { EntryRetracted } from '#cases';
import type { Position, Recorded } from '#eventsourcing';
import type { EntryRow } from '../cohorts/entries.js';
import type { TableName, Tables } from '../database/tables.js';
import type { Transaction } from '../database/transaction.js';
import type { ReadModel } from '../read-model.js';
import { keptIn, type Kept, type StreamRow } from './stream-row.js';

/** Tables that keep one row for each stream of a kind. */
type StreamTable = { [Name in TableName]: Tables[Name] extends StreamRow ? Name : never }[TableName];

/** How the streams of one kind become rows. */
export interface Streams<Fold, Name extends StreamTable> {
  /** What their names start with, e.g. `claim`. */
  readonly category: string;
  readonly table: Name;
  /** Takes in an event; undefined while nothing is known that a row could say. */
  readonly evolve: (fold: Fold | undefined, event: Recorded) => Fold | undefined;
  /** What lists look up. */
  readonly columns: (fold: Fold) => Omit<Tables[Name], keyof StreamRow>;
}

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

async function projectStreams<Fold, Name extends StreamTable>(
  { category, table, evolve, columns }: Streams<Fold, Name>,
  events: readonly Recorded[],
  transaction: Transaction,
): Promise<void> {
  const prefix = `${category}-`;
  const concerned = events.filter(({ stream }) => stream.startsWith(prefix));
  if (concerned.length === 0) return;
  const ids = [...new Set(concerned.map(({ stream }) => stream.slice(prefix.length)))];
  const values = ids.map((id) => [id]);
  const rows = (await transaction.find(table, ['id'] as never, values)) as readonly StreamRow[];
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
    return { ...columns(one.fold), id, position, fold: JSON.stringify(one) } as Tables[Name];
  });
  await transaction.upsert(table, changed);
  await transaction.update('entries', ['retracted_at', 'retracted_by'], struck);
}

function struckBy(event: Recorded, { positions }: Kept<unknown>): Struck[] {
  if (event.type !== 'EntryRetracted') return [];
  const position = positions[(event.data as EntryRetracted['data']).entryId];
  return position === undefined ? [] : [{ position, retracted_at: event.position, retracted_by: event.id }];
}
