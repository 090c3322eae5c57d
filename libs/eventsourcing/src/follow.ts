import type { Position, Recorded } from './event.js';
import type { Cancellable, CaughtUp } from './event-store.js';

/** What a store that can be read in pages needs to say, so that it can be followed. */
export interface Pages {
  /** The next events after a position in log order, at most `limit`; empty at the end of the log. */
  readonly page: (after: Position | undefined, limit: number) => Promise<readonly Recorded[]>;
  /** Resolves when there may be more, or when the signal aborts. May resolve for nothing. */
  readonly changed: (signal: AbortSignal) => Promise<void>;
}

const PAGE = 1_000;

/** Catches up in pages, says so, waits for more, and so on until the signal aborts. Without gaps or repeats. */
export async function* follow(
  { page, changed }: Pages,
  after?: Position,
  { signal = new AbortController().signal }: Cancellable = {},
): AsyncGenerator<Recorded | CaughtUp, void, undefined> {
  let position = after;
  let toldAt: Position | null | undefined = null;
  while (!signal.aborted) {
    const events = await page(position, PAGE);
    for (const event of events) {
      if (signal.aborted) return;
      yield event;
      position = event.position;
    }
    if (events.length > 0) continue;
    if (toldAt !== position) {
      toldAt = position;
      yield { caughtUp: true, position };
    }
    if (!signal.aborted) await changed(signal);
  }
}
