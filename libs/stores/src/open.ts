import type { EventStore, StoreUnavailable } from '#eventsourcing';
import { MemoryEventStore } from './memory/event-store.js';
import { SqliteEventStore } from './sqlite/event-store.js';

/** How a log is addressed, for messages and docs. */
export const ADDRESSES = 'sqlite:<file>, kurrentdb://<user>:<password>@<host>:<port>?<options> or memory';

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** Of an embedded log: memory for the pages that are written, where the default is too much. */
  readonly cacheMiB?: number;
  /** Of an embedded log: takes an id that stands elsewhere in it, as a copy of a log must that has one twice. */
  readonly takesRepeatedIds?: boolean;
  /** Of a server's log: told when the server no longer answers or refuses us, and with nothing when all is well again. */
  readonly onChange?: (problem: StoreUnavailable | undefined) => void;
}

/**
 * Opens the log at an address.
 * @throws Error in plain words where the address names no engine, or the engine refuses
 */
export async function openEventStore(
  address: string,
  { readOnly = false, cacheMiB, takesRepeatedIds = false, onChange }: OpenOptions = {},
): Promise<EventStore> {
  if (address === 'memory') return new MemoryEventStore();
  if (address.startsWith('sqlite:')) {
    return SqliteEventStore.open(address.slice('sqlite:'.length), {
      readOnly,
      takesRepeatedIds,
      ...(cacheMiB !== undefined && { cacheMiB }),
    });
  }
  if (/^(?:kurrentdb|esdb)(?:\+discover)?:\/\//.test(address)) {
    // Loaded only here: the client brings a native add-on that the embedded store does without.
    const { KurrentDbEventStore } = await import('./kurrentdb/event-store.js');
    return KurrentDbEventStore.open(address, { ...(onChange && { onChange }) });
  }
  // A mistyped address of a server may hold its password.
  const shown = address.replace(/\/\/[^@/]*@/, '//...@');
  throw new Error(`${shown} is no address of an event store; write ${ADDRESSES}`);
}
