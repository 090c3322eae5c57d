import type { Position, Recorded } from './event.js';

/** An event as CloudEvents 1.0 (JSON format) puts it, with Homeward's own facts as extension attributes. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** The installation that recorded it. */
  readonly source: string;
  /** The stream. */
  readonly subject: string;
  readonly type: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: object;
  readonly position: Position;
  readonly revision: number;
  readonly schemaversion: number;
  readonly actor: string;
  readonly organisation?: string;
  readonly commandid: string;
  readonly correlationid: string;
  readonly causationid?: string;
  /** When the client says that it was written. */
  readonly writtenat?: string;
}

/**
 * How CloudEvents name an installation: by the origin of its log, as a URN. Together with `id` it tells events of all
 * installations apart (CloudEvents 1.0, 3.1.1).
 * @param origin the log's name in its checkpoints
 */
export function cloudEventSource(origin: string): string {
  // RFC 8141: a name of a URN may hold slashes, but does not begin with one.
  return `urn:homeward:log:${encodeURIComponent(origin).replaceAll(/(?!^)%2F/g, '/')}`;
}

/** @param source what `cloudEventSource` gives for this installation */
export function toCloudEvent(event: Recorded, source: string): CloudEvent {
  const { id, type, data, stream, revision, schema, position, actor, organisation, command, correlation } = event;
  return {
    specversion: '1.0',
    id,
    source,
    subject: stream,
    type,
    time: event.recordedAt,
    datacontenttype: 'application/json',
    data,
    position,
    revision,
    schemaversion: schema,
    actor,
    ...(organisation !== null && { organisation }),
    commandid: command.id,
    correlationid: correlation,
    ...(event.causation !== null && { causationid: event.causation }),
    ...(event.writtenAt !== undefined && { writtenat: event.writtenAt }),
  };
}
