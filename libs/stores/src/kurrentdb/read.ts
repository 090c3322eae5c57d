import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  streamNameFilter,
  type Filter,
} from '@kurrent/kurrentdb-client';
import type { Position, Recorded } from '#eventsourcing';
import type { Connected } from './connection.js';
import type { Settings } from './options.js';
import { fromPosition } from './position.js';
import { toRecorded } from './record.js';
import { collectWithin } from './waiting.js';

/** Lets only our own streams through, and never the server's (`$...`). */
export function ourStreams({ categories }: Settings): Filter {
  return categories.length > 0
    ? streamNameFilter({ prefixes: categories.map((category) => `${category}-`) })
    : streamNameFilter({ regex: '^[^$]' });
}

/** Events of a stream from a revision on, at most a page; empty for a stream that does not exist. */
export async function streamPage(
  { client }: Connected,
  settings: Settings,
  stream: string,
  from: number,
  limit = settings.pageSize,
): Promise<Recorded[]> {
  const options = { direction: FORWARDS, fromRevision: BigInt(from), maxCount: limit } as const;
  try {
    const events = client.readStream(stream, options);
    return (await collectWithin(settings.callTimeout, `reading ${stream}`, events)).map(toRecorded);
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  }
}

/** The stream's last revision; -1 for one that does not exist. */
export async function lastRevision({ client }: Connected, settings: Settings, stream: string): Promise<number> {
  // Backwards from anything but the end is read forwards.
  const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
  try {
    const events = client.readStream(stream, options);
    const [last] = await collectWithin(settings.callTimeout, `reading the end of ${stream}`, events);
    return last?.event === undefined ? -1 : Number(last.event.revision);
  } catch (error) {
    if (error instanceof StreamNotFoundError) return -1;
    throw error;
  }
}

/** Our events after a position, at most `limit`. */
export async function logPage(
  { client }: Connected,
  settings: Settings,
  after: Position | undefined,
  limit: number,
): Promise<Recorded[]> {
  const events = client.readAll({
    direction: FORWARDS,
    fromPosition: after === undefined ? START : fromPosition(after),
    // The server begins with the event at the position itself.
    maxCount: after === undefined ? limit : limit + 1,
    filter: ourStreams(settings),
  });
  const page = (await collectWithin(settings.callTimeout, 'reading the log', events)).map(toRecorded);
  return (after === undefined ? page : page.filter(({ position }) => position > after)).slice(0, limit);
}

/** The position of our newest event. */
export async function headOf({ client }: Connected, settings: Settings): Promise<Position | undefined> {
  const filter = ourStreams(settings);
  const events = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1, filter });
  const [newest] = await collectWithin(settings.callTimeout, 'reading the head of the log', events);
  return newest === undefined ? undefined : toRecorded(newest).position;
}
