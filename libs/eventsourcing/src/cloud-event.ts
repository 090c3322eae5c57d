import type { Position, Recorded } from './event.js';

/** An event as CloudEvents 1.0 (JSON format) puts it, with Homeward's own facts as extension attributes. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** The API that the event comes from. */
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
}

export function toCloudEvent(event: Recorded): CloudEvent {
  const { id, type, data, stream, revision, schema, position, actor, organisation, command, correlation } = event;
  return {
    specversion: '1.0',
    id,
    source: '/api/v1/events',
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
  };
}
