import type { StatedBasis } from '#cases';
import type { EventStore, Json, Position } from '#eventsourcing';

/** More entries than anybody compares with what they meant to record. */
const MOST_ENTRIES = 100;

/** An entry that a client had not seen when it decided. */
export interface EntrySince {
  readonly entryId: string;
  readonly position: Position;
  readonly revision: number;
  readonly type: string;
  /** An EDTF date; null where none is stated. */
  readonly occurredOn: string | null;
  readonly recordedAt: string;
  /** When its client says that it was written, by a clock that nobody checked; null where it did not say. */
  readonly writtenAt: string | null;
  readonly actor: string;
  readonly organisation: string | null;
  readonly basis: StatedBasis | null;
  /** What it says, but for `occurredOn` and `basis`. */
  readonly data: { readonly [field: string]: Json | undefined };
}

/**
 * What was recorded in a stream after a revision, the oldest first: of more than 100 entries, the newest 100.
 * @param until the newest revision
 */
export async function entriesSince(
  store: EventStore,
  stream: string,
  revision: number,
  until: number,
): Promise<EntrySince[]> {
  const entries: EntrySince[] = [];
  if (revision >= until) return entries;
  for await (const event of store.read(stream, Math.max(revision, until - MOST_ENTRIES) + 1)) {
    if (event.revision > until) break;
    const { occurredOn = null, basis = null, ...data } = event.data as Stated;
    const { id: entryId, position, type, recordedAt, writtenAt = null, actor, organisation } = event;
    const stamp = { recordedAt, writtenAt, actor, organisation };
    entries.push({ entryId, position, revision: event.revision, type, occurredOn, ...stamp, basis, data });
  }
  return entries;
}

interface Stated {
  readonly occurredOn?: string | null;
  readonly basis?: StatedBasis | null;
  readonly [field: string]: any;
}
