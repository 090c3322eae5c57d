import { join } from 'node:path';
import type { EventStore } from '#eventsourcing';
import { MemoryEventStore, SqliteEventStore } from '#stores';

export interface OpenOptions {
  /** For those who only read: where one process writes, it stays the only one. */
  readonly readOnly?: boolean;
}

/** Opens the event store that the configuration names. */
export async function openEventStore(
  setting: string,
  dataDir: string,
  { readOnly = false }: OpenOptions = {},
): Promise<EventStore> {
  if (setting === 'memory') return new MemoryEventStore();
  if (setting === 'sqlite') return SqliteEventStore.open(join(dataDir, 'log.sqlite'), { readOnly });
  throw new Error('KurrentDB is not wired yet');
}
