import { binaryEvent, jsonEvent, type EventData, type ResolvedEvent } from '@kurrent/kurrentdb-client';
import { fromCanonical, type NewEvent, type Recorded } from '#eventsourcing';
import { toPosition } from './position.js';

/** The event as the server gets it: its data is the canonical record, byte for byte. */
export function toEventData({ id, type, correlation, causation }: NewEvent, canonical: string): EventData {
  // Text to text: the calls across streams take nothing else.
  const metadata = { $correlationId: correlation, ...(causation === null ? {} : { $causationId: causation }) };
  const data = JSON.parse(canonical) as Record<string, unknown>;
  // The client writes JSON from an object, and an object puts names like "10" first. Where that would change a byte,
  // the record goes as bytes; everywhere else as JSON, which the server's own projections and its console can read.
  return JSON.stringify(data) === canonical
    ? jsonEvent({ id, type, data, metadata })
    : binaryEvent({ id, type, data: Buffer.from(canonical), metadata });
}

/** The event as the log holds it; the same whether it was read from its stream, from the log or by a subscription. */
export function toRecorded({ event }: Pick<ResolvedEvent, 'event'>): Recorded {
  if (event?.position === undefined) throw new Error('the server gave an event without its position');
  const position = toPosition(event.position);
  if (!event.isJson) return fromCanonical(position, Buffer.from(event.data as Uint8Array).toString('utf8'));
  const recorded = event.data as unknown as Recorded & { position: string; canonical: string };
  // What was written as JSON was written because these two are each other's inverse for it.
  const canonical = JSON.stringify(recorded);
  recorded.position = position;
  recorded.canonical = canonical;
  return recorded;
}
