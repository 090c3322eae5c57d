import type { EventStore, Position, Recorded } from '#eventsourcing';
import { isAfter, isBefore, type Moment } from './moment.js';

/** Which entries of a log are gone through. */
export interface Window {
  /** Of one stream alone. */
  readonly stream?: string | undefined;
  /** The first of them: the one at this moment, or the next. */
  readonly from?: Moment | undefined;
  /** The last of them: what was recorded by this moment. */
  readonly until?: Moment | undefined;
}

/** An entry of the window, and where the one before it in the log stands. */
export interface WindowEntry {
  readonly record: Recorded;
  readonly previous: Position | undefined;
}

/** The entries of a window in log order, as they are stored. The log may be read from behind a position on. */
export async function* entriesIn(
  store: EventStore,
  { stream, from, until }: Window,
  after?: WindowEntry,
): AsyncGenerator<WindowEntry> {
  let previous = after?.record.position;
  let begun = after !== undefined || from === undefined;
  const records =
    stream === undefined ? store.readAll(previous) : store.read(stream, after && after.record.revision + 1);
  for await (const record of records) {
    begun ||= !isBefore(record, from!);
    // What comes behind was not known yet, even where a clock went back in between.
    if (until !== undefined && isAfter(record, until)) return;
    if (begun) yield { record, previous };
    previous = record.position;
  }
}
