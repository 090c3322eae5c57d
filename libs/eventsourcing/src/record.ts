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
 * `{v, id, stream, revision, type, schema, data, actor, organisation, command, correlation, causation, recordedAt, writtenAt?}`.
 * Its UTF-8 bytes are the same in every store. Strings are normalised to NFC on the way in.
 * @throws InvalidRecord for what I-JSON (RFC 7493) cannot carry, or what is too deep or too large
 */
export function toCanonical(event: NewEvent, stream: string, revision: number): string {
  const { type, data, id, schema, actor, organisation, command, correlation, causation, recordedAt } = event;
  const { writtenAt } = event;
  const text = serialise(
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
      writtenAt,
    },
    [],
  );
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

type Path = (string | number)[];

/** What JSON writes as it is: printable ASCII, which NFC does not change either. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Checks, normalises and serialises in one pass: every append waits for it. `path` says where it is, and how deep. */
function serialise(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      return serialiseText(value, path);
    case 'number':
      if (!Number.isSafeInteger(value)) throw invalid('number-not-safe', path);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (path.length >= MAX_DEPTH) throw invalid('record-too-deep', path);
      return Array.isArray(value) ? serialiseArray(value, path) : serialiseObject(value, path);
    default:
      throw invalid('value-not-json', path);
  }
}

function serialiseText(value: string, path: Path): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw invalid('text-not-well-formed', path);
  return JSON.stringify(value.normalize('NFC'));
}

function serialiseArray(value: readonly unknown[], path: Path): string {
  let text = '';
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    text += `${index === 0 ? '' : ','}${serialise(value[index], path)}`;
    path.pop();
  }
  return `[${text}]`;
}

function serialiseObject(value: object, path: Path): string {
  // A Date or a Temporal value would be stored as an empty object.
  if ('toJSON' in value) throw invalid('value-not-json', path);
  const members = Object.keys(value).every((key) => PLAIN.test(key)) ? value : withNamesInNfc(value, path);
  let text = '';
  // RFC 8785 sorts names by UTF-16 code units, as `sort` does.
  for (const name of Object.keys(members).sort()) {
    const member = (members as Readonly<Record<string, unknown>>)[name];
    if (member === undefined) continue;
    path.push(name);
    // Assigned by a reader, this name would vanish into the prototype.
    if (name === '__proto__') throw invalid('value-not-json', path);
    text += `${text === '' ? '' : ','}${serialiseText(name, path)}:${serialise(member, path)}`;
    path.pop();
  }
  return `{${text}}`;
}

function withNamesInNfc(value: object, path: Path): object {
  const members = new Map(Object.entries(value).map(([key, member]) => [key.normalize('NFC'), member]));
  // Two names that become one would lose a member.
  if (members.size < Object.keys(value).length) throw invalid('value-not-json', path);
  return Object.fromEntries(members);
}

function invalid(code: InvalidRecord['code'], path: Path): InvalidRecord {
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return new InvalidRecord(code, pointer.join(''));
}
