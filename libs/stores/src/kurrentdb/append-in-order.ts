import {
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_STATE,
  TransactionMaxSizeExceededError,
} from '@kurrent/kurrentdb-client';
import { WrongRevision, type Recorded, type Write } from '#eventsourcing';
import type { Connection } from './connection.js';
import { refusalOf } from './errors.js';
import { toEventData } from './record.js';
import type { Settings } from './options.js';
import { within } from './waiting.js';

/**
 * Appends records of any streams in the order given, by the one call that keeps it: a server of 26.1 or newer has it. Sent
 * again where the answer is lost, and written once: each stream is expected at an explicit revision.
 * @returns false where this server has no such call
 * @throws WrongRevision where a stream is elsewhere
 */
export async function appendInOrder(
  connection: Connection,
  settings: Settings,
  records: readonly Recorded[],
): Promise<boolean> {
  try {
    return await connection.run('append', async ({ client, across }) => {
      if (across !== 'appendRecords') return false;
      const sent = client.appendRecords(
        records.map((event) => ({ streamName: event.stream, record: toEventData(event, event.canonical) })),
        firstOfEach(records).map(({ stream, expected }) => ({
          type: STREAM_STATE,
          streamName: stream,
          expectedState: expected === 'none' ? NO_STREAM : BigInt(expected),
        })),
      );
      await within(settings.callTimeout + 1_000, 'appending', sent);
      return true;
    });
  } catch (error) {
    if (isTooLarge(error) && records.length > 1) return inHalves(connection, settings, records);
    const refusal = refusalOf(error, firstOfEach(records));
    throw refusal instanceof WrongRevision ? refusal : error;
  }
}

/** The server's own limit may be lower than the one that is usual. */
async function inHalves(connection: Connection, settings: Settings, records: readonly Recorded[]): Promise<boolean> {
  const middle = Math.ceil(records.length / 2);
  await appendInOrder(connection, settings, records.slice(0, middle));
  return appendInOrder(connection, settings, records.slice(middle));
}

function isTooLarge(error: unknown): boolean {
  return error instanceof MaxAppendSizeExceededError || error instanceof TransactionMaxSizeExceededError;
}

/** What each stream is expected to be at: before the first of its records here. */
function firstOfEach(records: readonly Recorded[]): Pick<Write, 'stream' | 'expected'>[] {
  const expected = new Map<string, Write['expected']>();
  for (const { stream, revision } of records) {
    if (!expected.has(stream)) expected.set(stream, revision === 0 ? 'none' : revision - 1);
  }
  return [...expected].map(([stream, at]) => ({ stream, expected: at }));
}
