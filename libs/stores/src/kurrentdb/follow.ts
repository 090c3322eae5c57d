import type { CaughtUp, Position, Recorded } from '#eventsourcing';
import type { Connection } from './connection.js';
import { isPassing, isRefusal } from './errors.js';
import type { Settings } from './options.js';
import { Subscription } from './subscription.js';
import { pause, unlessAborted } from './waiting.js';

/** Live events come one by one: "caught up" waits so many milliseconds for the next, */
const SETTLE = 5;
/** but no longer than this after the first, so that a steady trickle does not hold it back for ever. */
const SETTLE_AT_MOST = 50;

/** Catches up, says so, goes on live, and subscribes again after every break, until the signal aborts. */
export async function* follow(
  connection: Connection,
  settings: Settings,
  after: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<Recorded | CaughtUp, void, undefined> {
  let position = after;
  /** How far the log has been looked through: ahead of `position` where others wrote what is not ours. */
  let lookedAt = after;
  let toldAt: Position | null | undefined = null;
  let delay = settings.retryDelay;

  while (!signal.aborted) {
    let subscription: Subscription | undefined;
    let live = false;
    /** When the first live event came that no "caught up" has followed yet. */
    let newSince: number | undefined;
    try {
      const { client, left } = await unlessAborted(connection.forSubscriptions(), signal);
      subscription = new Subscription(client, settings, lookedAt, left);
      while (!signal.aborted) {
        const item = subscription.take();
        if (item === undefined) {
          if (!live || toldAt === position) {
            await subscription.more(signal);
          } else if (await isQuiet(subscription, newSince, signal)) {
            toldAt = position;
            newSince = undefined;
            yield { caughtUp: true, position };
          }
          continue;
        }
        delay = settings.retryDelay;
        connection.answered('log');
        if ('checkpoint' in item) {
          if (lookedAt === undefined || item.checkpoint > lookedAt) lookedAt = item.checkpoint;
        } else if ('caughtUp' in item) {
          live = true;
          newSince = undefined;
        } else if (lookedAt === undefined || item.event.position > lookedAt) {
          yield item.event;
          position = lookedAt = item.event.position;
          newSince ??= Date.now();
        }
      }
    } catch (error) {
      // Somebody may put right what is refused: until then it is asked for again, less and less often.
      if (isRefusal(error)) connection.refused('log', error);
      else if (!isPassing(error)) throw error;
    } finally {
      subscription?.close();
    }
    await pause(delay, signal);
    delay = Math.min(delay * 2, settings.maxRetryDelay);
  }
}

/** True once nothing more has come for a moment; at once where the server itself has just said so. */
async function isQuiet(
  subscription: Subscription,
  newSince: number | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const left = newSince === undefined ? 0 : newSince + SETTLE_AT_MOST - Date.now();
  if (left > 0) {
    await subscription.more(signal, Math.min(SETTLE, left));
    // What has arrived by now is handed out only after the timers' turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return subscription.isEmpty && !signal.aborted;
}
