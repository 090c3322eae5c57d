import { IdReused, toCanonical, type Write } from '#eventsourcing';

/** A write whose events have become canonical records, ready for any store. */
export interface PreparedWrite {
  readonly stream: string;
  /** The revision that the stream must be at; -1 for a stream that must not exist. */
  readonly expected: number;
  readonly ids: readonly string[];
  /** The canonical records, in the order of `ids`. */
  readonly records: readonly string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Checks what can be checked of an append without looking at the log, and makes its records.
 * @throws Error for what a correct caller never sends: no events, one stream twice, an id that is not a lower-case UUID
 * @throws InvalidRecord for an event that has no canonical record
 * @throws IdReused for the same event id twice in one append
 */
export function prepare(writes: readonly Write[]): PreparedWrite[] {
  if (writes.length === 0) throw new Error('an append needs at least one write');
  const streams = new Set<string>();
  const seen = new Set<string>();
  return writes.map(({ stream, expected, events }) => {
    if (streams.has(stream)) throw new Error(`${stream} is written twice in one append`);
    streams.add(stream);
    if (events.length === 0) throw new Error(`a write to ${stream} needs at least one event`);
    if (expected !== 'none' && !(Number.isSafeInteger(expected) && expected >= 0)) {
      throw new RangeError(`${expected} is not a revision of ${stream}`);
    }
    const first = expected === 'none' ? 0 : expected + 1;
    for (const { id } of events) {
      if (!UUID.test(id)) throw new Error(`event id ${id} is not a lower-case UUID`);
      if (seen.has(id)) throw new IdReused(id);
      seen.add(id);
    }
    return {
      stream,
      expected: first - 1,
      ids: events.map(({ id }) => id),
      records: events.map((event, index) => toCanonical(event, stream, first + index)),
    };
  });
}
