import {
  NO_STREAM,
  STREAM_STATE,
  UnknownError,
  type EventData,
  type Position as LogPosition,
} from '@kurrent/kurrentdb-client';
import { WrongRevision, type Position, type Write } from '#eventsourcing';
import { prepare } from '../writes.js';
import type { Connected } from './connection.js';
import { refusalOf } from './errors.js';
import type { Settings } from './options.js';
import { toPosition } from './position.js';
import { lastRevision, streamPage } from './read.js';
import { toEventData } from './record.js';
import { within } from './waiting.js';

/** What one stream gets of an append. It can be sent any number of times and is written once. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: Write['expected'];
  /** An explicit state is what makes a repeated append a repeat: "any" would only mostly do. */
  readonly state: typeof NO_STREAM | bigint;
  readonly events: EventData[];
  /** The stream's last revision, once this is written. */
  readonly revision: number;
}

/** Checks an append and makes it ready to be sent. Throws as `prepare` in `writes.ts` does. */
export function toAppends(writes: readonly Write[]): StreamAppend[] {
  return prepare(writes).map(({ stream, expected, records }, index) => ({
    stream,
    expected: writes[index]!.expected,
    state: expected === -1 ? NO_STREAM : BigInt(expected),
    events: writes[index]!.events.map((event, at) => toEventData(event, records[at]!)),
    revision: expected + records.length,
  }));
}

/**
 * Sends an append once. The same ids at the same states again are answered as the first time.
 * @param classic whether the older call may be used for a single stream: it follows the leader by itself
 * @returns the position of the last event
 * @throws WrongRevision where the server says that somebody else wrote first
 */
export async function send(
  connected: Connected,
  settings: Settings,
  appends: readonly StreamAppend[],
  classic: boolean,
): Promise<Position> {
  const [only] = appends;
  try {
    const sent = classic && appends.length === 1 ? toOne(connected, settings, only!) : toSeveral(connected, appends);
    // The calls have deadlines of their own; finding a node to send them to has not.
    const position = await within(settings.callTimeout + 1_000, 'appending', sent);
    return position === undefined ? await readBack(connected, settings, appends) : toPosition(position);
  } catch (error) {
    const refusal = refusalOf(error, appends);
    if (refusal instanceof WrongRevision) throw refusal;
    // A half-known append is refused without a stream being named; a 25.1 server even fails over its own answer.
    const unnamed = refusal === 'unnamed';
    if (unnamed || (error instanceof UnknownError && appends.length > 1)) {
      throw (await conflictOf(connected, settings, appends, unnamed)) ?? error;
    }
    throw error;
  }
}

async function toOne(
  { client }: Connected,
  { callTimeout }: Settings,
  { stream, events, state }: StreamAppend,
): Promise<LogPosition | undefined> {
  const { position } = await client.appendToStream(stream, events, { streamState: state, deadline: callTimeout });
  return position;
}

async function toSeveral(
  { client, across }: Connected,
  appends: readonly StreamAppend[],
): Promise<LogPosition | undefined> {
  const { position } =
    across === 'appendRecords'
      ? await client.appendRecords(
          appends.flatMap(({ stream, events }) => events.map((record) => ({ streamName: stream, record }))),
          appends.map(({ stream, state }) => ({ type: STREAM_STATE, streamName: stream, expectedState: state })),
        )
      : await client.multiStreamAppend(
          appends.map(({ stream, state, events }) => ({ streamName: stream, expectedState: state, events })),
        );
  // One number: commit and prepare position are the same for all that is written today.
  return position < 0n ? undefined : { commit: position, prepare: position };
}

/** A repeat that the server cannot look up is answered without a position. */
async function readBack(connected: Connected, settings: Settings, appends: readonly StreamAppend[]): Promise<Position> {
  const { stream, revision } = appends.at(-1)!;
  const [last] = await streamPage(connected, settings, stream, revision, 1);
  if (last === undefined) throw new Error(`${stream} has no revision ${revision}, though it was written`);
  return last.position;
}

/** The first stream that is not where the append expects it. */
async function conflictOf(
  connected: Connected,
  settings: Settings,
  appends: readonly StreamAppend[],
  refused: boolean,
): Promise<WrongRevision | undefined> {
  const actual = await Promise.all(appends.map(({ stream }) => lastRevision(connected, settings, stream)));
  const moved = appends.findIndex(({ state }, index) => actual[index] !== revisionIn(state));
  const unmoved = appends.some(({ state }, index) => actual[index] === revisionIn(state));
  // Where every stream has moved, our own append may have moved them: only a repeat can tell.
  if (moved === -1 || !(refused || unmoved)) return undefined;
  return new WrongRevision(appends[moved]!.stream, appends[moved]!.expected, actual[moved]!);
}

function revisionIn(state: StreamAppend['state']): number {
  return state === NO_STREAM ? -1 : Number(state);
}
