import {
  status,
  type handleClientStreamingCall,
  type handleUnaryCall,
  type sendUnaryData,
  type ServiceError,
} from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type {
  AppendRecord,
  AppendRecordsRequest,
  AppendRecordsResponse,
  AppendRequest,
  AppendSessionResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import { notLeader, notLeaderNode, refusal, unavailable, withDetails } from './faults.js';
import { EXPECTED, type Conflict, type Outcome, type ProposedEvent } from './log.js';
import type { Node } from './node.js';
import { shared, streamErrors, streams, streams2 } from './stubs.js';

/** Appends, with the fault that is due, and answers unless the fault is that there is no answer. */
function answer<Response>(
  node: Node,
  leaderError: typeof notLeader,
  append: () => Outcome,
  callback: sendUnaryData<Response>,
  respond: (outcome: Outcome) => Response | Partial<ServiceError>,
): void {
  const fault = node.received('append');
  if (fault === 'silence') return;
  if (fault === 'unavailable') return callback(unavailable());
  if (fault === 'unauthenticated' || fault === 'forbidden') return callback(refusal(fault));
  if (fault === 'not-leader') return callback(leaderError(node.leader()));
  const response = respond(append());
  if (fault === 'unanswered') return;
  if (fault === 'lost-acknowledgement') return callback(unavailable());
  if (typeof response === 'object' && response !== null && 'code' in response) return callback(response);
  callback(null, response as Response);
}

/**
 * What came of a call that was cancelled or ran out of time half-way is not the whole append. Its end may be heard of a moment before
 * that it was cancelled.
 */
function whenWhole(
  call: { cancelled: boolean; getDeadline(): number | Date; on(event: 'end', listener: () => void): unknown },
  work: () => void,
): void {
  call.on('end', () => {
    setImmediate(() => {
      if (!call.cancelled && Number(call.getDeadline()) > Date.now()) work();
    });
  });
}

/** Streams.Append: one stream, its events one message each. */
export function append(node: Node): handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, callback) => {
    let options: AppendReq.Options | undefined;
    const proposed: ProposedEvent[] = [];
    call.on('data', (request: AppendReq) => {
      if (request.hasOptions()) options = request.getOptions();
      else proposed.push(fromMessage(streamOf(options!), request.getProposedMessage()!));
    });
    whenWhole(call, () => {
      const expected = new Map([[streamOf(options!), expectedOf(options!)]]);
      answer(node, notLeader, () => node.log.append(proposed, expected), callback, appendResponse);
    });
  };
}

function streamOf(options: AppendReq.Options): string {
  return Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
}

function expectedOf(options: AppendReq.Options): number {
  if (options.hasRevision()) return Number(options.getRevision());
  if (options.hasNoStream()) return EXPECTED.none;
  return options.hasStreamExists() ? EXPECTED.exists : EXPECTED.any;
}

function fromMessage(stream: string, message: AppendReq.ProposedMessage): ProposedEvent {
  return {
    stream,
    id: message.getId()!.getString(),
    type: message.getMetadataMap().get('type')!,
    contentType: message.getMetadataMap().get('content-type')!,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

function appendResponse(outcome: Outcome): AppendResp {
  const response = new streams.AppendResp();
  if (outcome.written) {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(outcome.position));
    position.setPreparePosition(String(outcome.position));
    const success = new streams.AppendResp.Success();
    success.setCurrentRevision(String([...outcome.revisions.values()][0]));
    success.setPosition(position);
    response.setSuccess(success);
  } else {
    const { expected, actual } = outcome.conflicts[0]!;
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (expected === EXPECTED.none) wrong.setExpectedNoStream(new shared.Empty());
    else wrong.setExpectedRevision(String(expected));
    if (actual === -1) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(actual));
    response.setWrongExpectedVersion(wrong);
  }
  return response;
}

/** StreamsService.AppendRecords (26.1): records in any order, checks apart from them. */
export function appendRecords(node: Node): handleUnaryCall<AppendRecordsRequest, AppendRecordsResponse> {
  return ({ request }, callback) => {
    const checks = request.getChecksList().map((check) => check.getStreamState()!);
    const expected = new Map(checks.map((check) => [check.getStream(), Number(check.getExpectedState())]));
    const proposed = request.getRecordsList().map((record) => fromRecord(record.getStream(), record));
    answer(
      node,
      notLeaderNode,
      () => node.log.append(proposed, expected),
      callback,
      (outcome) => {
        if (!outcome.written) return consistencyViolation(outcome.conflicts, [...expected.keys()]);
        const response = new streams2.AppendRecordsResponse();
        response.setPosition(String(outcome.position));
        for (const [stream, revision] of outcome.revisions) {
          const item = new streams2.StreamRevision();
          item.setStream(stream);
          item.setRevision(String(revision));
          response.addRevisions(item);
        }
        return response;
      },
    );
  };
}

/** StreamsService.AppendSession (25.1): one message a stream, each stream once. */
export function appendSession(node: Node): handleClientStreamingCall<AppendRequest, AppendSessionResponse> {
  return (call, callback) => {
    const proposed: ProposedEvent[] = [];
    const expected = new Map<string, number>();
    call.on('data', (request: AppendRequest) => {
      expected.set(request.getStream(), Number(request.getExpectedRevision()));
      for (const record of request.getRecordsList()) proposed.push(fromRecord(request.getStream(), record));
    });
    whenWhole(call, () => {
      answer(
        node,
        notLeaderNode,
        () => node.log.append(proposed, expected),
        callback,
        (outcome) => {
          if (!outcome.written) return revisionConflict(outcome.conflicts);
          const response = new streams2.AppendSessionResponse();
          response.setPosition(String(outcome.position));
          for (const [stream, revision] of outcome.revisions) {
            const item = new streams2.AppendResponse();
            item.setStream(stream);
            item.setStreamRevision(String(revision));
            response.addOutput(item);
          }
          return response;
        },
      );
    });
  };
}

/** Properties of the newer calls are read back as JSON metadata by the older ones. */
function fromRecord(stream: string, record: AppendRecord): ProposedEvent {
  const properties = Object.fromEntries(
    record
      .getPropertiesMap()
      .toArray()
      .map(([name]) => [name, record.getPropertiesMap().get(name)!.getStringValue()]),
  );
  const json = record.getSchema()!.getFormat() === streams2.SchemaFormat.SCHEMA_FORMAT_JSON;
  return {
    stream,
    id: record.getRecordId()!,
    type: record.getSchema()!.getName(),
    contentType: json ? 'application/json' : 'application/octet-stream',
    data: record.getData_asU8(),
    metadata: Buffer.from(JSON.stringify(properties)),
  };
}

function consistencyViolation(conflicts: readonly Conflict[], checked: readonly string[]): Partial<ServiceError> {
  const details = new streamErrors.AppendConsistencyViolationErrorDetails();
  for (const { stream, expected, actual } of conflicts) {
    const state = new streamErrors.ConsistencyViolation.StreamStateViolation();
    state.setStream(stream);
    state.setExpectedState(String(expected));
    state.setActualState(String(actual));
    const violation = new streamErrors.ConsistencyViolation();
    violation.setCheckIndex(checked.indexOf(stream));
    violation.setStreamState(state);
    details.addViolations(violation);
  }
  return withDetails(
    status.FAILED_PRECONDITION,
    'One or more consistency checks failed.',
    'kurrentdb.protocol.v2.streams.errors.AppendConsistencyViolationErrorDetails',
    details.serializeBinary(),
  );
}

/** A 25.1 server trips over its own answer where it has no stream to name. */
function revisionConflict([conflict]: readonly Conflict[]): Partial<ServiceError> {
  if (conflict === undefined) return { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
  const details = new streamErrors.StreamRevisionConflictErrorDetails();
  details.setStream(conflict.stream);
  details.setExpectedRevision(String(conflict.expected));
  details.setActualRevision(String(conflict.actual));
  return withDetails(
    status.FAILED_PRECONDITION,
    'Append failed due to a revision conflict.',
    'kurrentdb.protocol.v2.streams.errors.StreamRevisionConflictErrorDetails',
    details.serializeBinary(),
  );
}
