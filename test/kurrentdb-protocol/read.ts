import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { notLeader, refusal, unavailable } from './faults.js';
import type { StoredEvent } from './log.js';
import type { Node } from './node.js';
import { shared, streams, timestamp } from './stubs.js';

/** A filtered subscription gives a checkpoint each so many events looked at, times what the client asks for. */
const CHECKPOINT_WINDOW = 32;

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Streams.Read: a read that ends, or a subscription that does not. */
export function read(node: Node): handleServerStreamingCall<ReadReq, ReadResp> {
  return (call) => {
    const options = call.request.getOptions()!;
    const fault = node.received(options.hasSubscription() ? 'subscribe' : 'read');
    if (fault === 'silence') return;
    if (fault === 'unavailable') return void call.emit('error', unavailable());
    if (fault === 'unauthenticated' || fault === 'forbidden') return void call.emit('error', refusal(fault));
    if (fault === 'not-leader') return void call.emit('error', notLeader(node.leader()));
    if (options.hasSubscription()) return void subscribe(node, call, options);

    const stream = options.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
    const name = stream === undefined ? undefined : Buffer.from(stream).toString('utf8');
    if (name !== undefined && node.log.stream(name).length === 0) call.write(notFound(name));
    else for (const event of selected(node, options, name)) call.write(toResponse(event, options));
    call.end();
  };
}

function selected(node: Node, options: ReadReq.Options, stream: string | undefined): StoredEvent[] {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const all = stream === undefined ? node.log.events : node.log.stream(stream);
  const ordered = backwards ? all.toReversed() : [...all];
  const [from, at] =
    stream === undefined
      ? [startOf(options), (event: StoredEvent) => event.position]
      : [startOfStream(options), (event: StoredEvent) => BigInt(event.revision)];
  const wanted = filterOf(options);
  return ordered
    .filter((event) => from === undefined || (backwards ? at(event) <= from : at(event) >= from))
    .filter(wanted)
    .slice(0, Number(BigInt(options.getCount()) > 1_000_000n ? 1_000_000n : options.getCount()));
}

/** Where to begin in $all, included; undefined for the start or, backwards, the end. */
function startOf(options: ReadReq.Options): bigint | undefined {
  const position = options.getAll()!.getPosition();
  return position === undefined ? undefined : BigInt(position.getCommitPosition());
}

function startOfStream(options: ReadReq.Options): bigint | undefined {
  const stream = options.getStream()!;
  return stream.hasRevision() ? BigInt(stream.getRevision()) : undefined;
}

function filterOf(options: ReadReq.Options): (event: StoredEvent) => boolean {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const onType = filter.hasEventType();
  const expression = (onType ? filter.getEventType() : filter.getStreamIdentifier())!;
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  return (event) => {
    const text = onType ? event.type : event.stream;
    return regex?.test(text) ?? expression.getPrefixList().some((prefix) => text.startsWith(prefix));
  };
}

/** Confirms, catches up, says so, goes on live; honours the client's back pressure. */
async function subscribe(node: Node, call: ReadCall, options: ReadReq.Options): Promise<void> {
  let drained: (() => void) | undefined;
  call.on('drain', () => drained?.());
  const send = async (response: ReadResp): Promise<void> => {
    if (!call.write(response)) await new Promise<void>((resolve) => (drained = resolve));
  };
  const wanted = filterOf(options);
  const interval = CHECKPOINT_WINDOW * (options.getFilter()?.getCheckpointintervalmultiplier() ?? Infinity);
  const from = startOf(options);
  // A subscription begins after the position it names.
  const before = node.log.events.filter(({ position }) => from !== undefined && position <= from);
  let next = options.getAll()!.hasEnd() ? node.log.events.length : before.length;
  let lookedAt = 0;

  const pump = async (): Promise<void> => {
    for (; next < node.log.events.length && !call.cancelled; next++) {
      const event = node.log.events[next]!;
      if (wanted(event)) {
        await send(toResponse(event, options));
        node.sent++;
      }
      if (++lookedAt % interval === 0) await send(checkpoint(event.position));
    }
  };
  const stop = node.subscribed(call, from);
  await send(confirmation());
  await pump();
  await send(caughtUp(node.log.events.at(-1)?.position));
  let pumping = pump();
  const unlisten = node.log.onAppend(() => (pumping = pumping.then(pump)));
  call.once('cancelled', () => {
    unlisten();
    stop();
  });
}

function notFound(stream: string): ReadResp {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifier);
  const response = new streams.ReadResp();
  response.setStreamNotFound(missing);
  return response;
}

function confirmation(): ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(crypto.randomUUID());
  const response = new streams.ReadResp();
  response.setConfirmation(confirmed);
  return response;
}

function checkpoint(position: bigint): ReadResp {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position));
  reached.setPreparePosition(String(position));
  const response = new streams.ReadResp();
  response.setCheckpoint(reached);
  return response;
}

function caughtUp(at: bigint | undefined): ReadResp {
  const now = new timestamp.Timestamp();
  now.fromDate(new Date());
  const caught = new streams.ReadResp.CaughtUp();
  caught.setTimestamp(now);
  if (at !== undefined) {
    const position = new streams.ReadResp.Position();
    position.setCommitPosition(String(at));
    position.setPreparePosition(String(at));
    caught.setPosition(position);
  }
  const response = new streams.ReadResp();
  response.setCaughtUp(caught);
  return response;
}

function toResponse(event: StoredEvent, options: ReadReq.Options): ReadResp {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(event.stream));
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(toUuid(event.id, options));
  recorded.setStreamIdentifier(identifier);
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('content-type', event.contentType);
  // 100-nanosecond ticks.
  recorded.getMetadataMap().set('created', String(BigInt(event.created.getTime()) * 10_000n));
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const resolved = new streams.ReadResp.ReadEvent();
  resolved.setEvent(recorded);
  resolved.setCommitPosition(String(event.position));
  const response = new streams.ReadResp();
  response.setEvent(resolved);
  return response;
}

function toUuid(id: string, options: ReadReq.Options): InstanceType<typeof shared.UUID> {
  const uuid = new shared.UUID();
  if (options.getUuidOption()?.hasString() === true) {
    uuid.setString(id);
    return uuid;
  }
  const hex = id.replaceAll('-', '');
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(String(BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`))));
  structured.setLeastSignificantBits(String(BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`))));
  uuid.setStructured(structured);
  return uuid;
}
