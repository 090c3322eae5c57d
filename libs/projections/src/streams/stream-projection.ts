import type { EntryRetracted } from '#cases';
import type { Recorded } from '#eventsourcing';
import type { EntryRow } from '../cohorts/entries.js';
import type { ReadModel } from '../database/read-model.js';
import type { TableName } from '../database/tables.js';
import type { Transaction } from '../database/transaction.js';
import { FoldedRows } from './folded-rows.js';
import { keptAfter, type Kept, type StreamRow, type Streams } from './stream-row.js';

/** A read model of streams that are each folded into one row. Runs after the case files, whose entries it strikes through. */
export function streamProjection(name: string, kinds: readonly Streams<any, any>[]): ReadModel {
  return {
    name,
    project: async (events, transaction) => {
      for (const kind of kinds) await projectStreams(kind, events, transaction);
    },
  };
}

type Struck = Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>;

async function projectStreams<Fold>(
  streams: Streams<Fold, StreamRow>,
  events: readonly Recorded[],
  transaction: Transaction,
): Promise<void> {
  const prefix = `${streams.category}-`;
  const concerned = events.filter(({ stream }) => stream.startsWith(prefix));
  if (concerned.length === 0) return;
  const rows = new FoldedRows<Kept<Fold>, StreamRow>(transaction, streams.table as TableName);
  const struck: Struck[] = [];
  for (const event of concerned) {
    const id = event.stream.slice(prefix.length);
    const before = await rows.read(id);
    const after = keptAfter(streams, before, event);
    if (after === undefined) continue;
    if (before !== undefined) struck.push(...struckBy(event, before));
    rows.set(id, after, streams.columns(after.fold), event.position);
  }
  await rows.flush();
  await transaction.update('entries', ['retracted_at', 'retracted_by'], struck);
}

function struckBy(event: Recorded, { positions }: Kept<unknown>): Struck[] {
  if (event.type !== 'EntryRetracted') return [];
  const position = positions[(event.data as EntryRetracted['data']).entryId];
  return position === undefined ? [] : [{ position, retracted_at: event.position, retracted_by: event.id }];
}
