import canonicalize from 'canonicalize';
import type { DomainEvent, NewEvent, Position, Recorded } from './event.js';

/** A record may be this long in UTF-8 bytes, so that it also fits in a tile of the ledger. */
export const MAX_RECORD_BYTES = 60_000;
const MAX_DEPTH = 16;
const VERSION = 1;

/** The event cannot be stored as a canonical record; nothing was written. */
export class InvalidRecord extends Error {
  override readonly name = 'InvalidRecord';
  constructor(
    readonly code:
      'record-too-large' | 'record-too-deep' | 'number-not-safe' | 'text-not-well-formed' | 'value-not-json',
    /** RFC 6901 pointer into the record. */
    readonly pointer: string,
  ) {
    super(`${code} at ${pointer || 'the record'}`);
  }
}

/**
 * The canonical record of an event: RFC 8785 (JCS) text of
 * `{v, id, stream, revision, type, schema, data, actor, organisation, command, correlation, causation, recordedAt}`.
 * Its UTF-8 bytes are the same in every store. Strings are normalised to NFC on the way in.
 * @throws InvalidRecord for what I-JSON (RFC 7493) cannot carry, or what is too deep or too large
 */
export function toCanonical(event: NewEvent, stream: string, revision: number): string {
  const { type, data, id, schema, actor, organisation, command, correlation, causation, recordedAt } = event;
  const record = normalise(
    {
      v: VERSION,
      id,
      stream,
      revision,
      type,
      schema,
      data,
      actor,
      organisation,
      command,
      correlation,
      causation,
      recordedAt,
    },
    '',
    0,
  );
  const text = canonicalize(record)!;
  // A UTF-16 unit is at most three bytes of UTF-8: most records need no exact count.
  if (text.length * 3 > MAX_RECORD_BYTES && Buffer.byteLength(text) > MAX_RECORD_BYTES) {
    throw new InvalidRecord('record-too-large', '');
  }
  return text;
}

/** Reads a canonical record back. The text is kept beside the fields, untouched. */
export function fromCanonical<E extends DomainEvent = DomainEvent>(position: Position, canonical: string): Recorded<E> {
  const recorded = JSON.parse(canonical) as Recorded<E> & { position: Position; canonical: string };
  recorded.position = position;
  recorded.canonical = canonical;
  return recorded;
}

function normalise(value: unknown, pointer: string, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new InvalidRecord('text-not-well-formed', pointer);
      return value.normalize('NFC');
    case 'number':
      if (!Number.isSafeInteger(value)) throw new InvalidRecord('number-not-safe', pointer);
      return value;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth >= MAX_DEPTH) throw new InvalidRecord('record-too-deep', pointer);
      return Array.isArray(value)
        ? value.map((item, index) => normalise(item, `${pointer}/${index}`, depth + 1))
        : normaliseObject(value, pointer, depth);
    default:
      throw new InvalidRecord('value-not-json', pointer);
  }
}

function normaliseObject(value: object, pointer: string, depth: number): object {
  const clean: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const name = normalise(key, pointer, depth) as string;
    // Assigned, this name would vanish into the prototype instead of being stored.
    if (name === '__proto__') throw new InvalidRecord('value-not-json', `${pointer}/${name}`);
    clean[name] = normalise(member, `${pointer}/${name}`, depth + 1);
  }
  return clean;
}
