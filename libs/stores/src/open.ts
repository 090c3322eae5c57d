import type { EventStore } from '#eventsourcing';
import { MemoryEventStore } from './memory/event-store.js';
import { SqliteEventStore } from './sqlite/event-store.js';

/** How a log is addressed, for messages and docs. */
export const ADDRESSES = 'sqlite:<file>, kurrentdb://<user>:<password>@<host>:<port>?<options> or memory';

/**
 * Opens the log at an address.
 * @param options.cacheMiB of an embedded log: memory for the pages that are written, where the default is too much
 * @throws Error in plain words where the address names no engine, or the engine refuses
 */
export async function openEventStore(
  address: string,
  { readOnly = false, cacheMiB }: { readonly readOnly?: boolean; readonly cacheMiB?: number } = {},
): Promise<EventStore> {
  if (address === 'memory') return new MemoryEventStore();
  if (address.startsWith('sqlite:')) {
    return SqliteEventStore.open(address.slice('sqlite:'.length), {
      readOnly,
      ...(cacheMiB !== undefined && { cacheMiB }),
    });
  }
  if (/^(?:kurrentdb|esdb)(?:\+discover)?:\/\//.test(address)) {
    // Loaded only here: the client brings a native add-on that the embedded store does without.
    const { KurrentDbEventStore } = await import('./kurrentdb/event-store.js');
    return KurrentDbEventStore.open(address);
  }
  // A mistyped address of a server may hold its password.
  const shown = address.replace(/\/\/[^@/]*@/, '//...@');
  throw new Error(`${shown} is no address of an event store; write ${ADDRESSES}`);
}
