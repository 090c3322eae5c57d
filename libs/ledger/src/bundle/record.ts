import { isUtf8 } from 'node:buffer';
import canonicalize from 'canonicalize';
import { MAX_RECORD_BYTES, type Recorded } from '#eventsourcing';
import { isCount } from '../tree/verification.js';
import type { FaultCode, RecordReference } from './verdict.js';

/** A record as a bundle holds it: an event and its place in its stream, without the position in a store. */
export type LedgerRecord = Omit<Recorded, 'position' | 'canonical'>;

/** What every leaf has, of whatever ledger: how it is found, and when it was written. */
export type Filed = Pick<LedgerRecord, 'id' | 'stream' | 'revision' | 'recordedAt'>;

/** Reads the bytes of the leaf at an index, and says what is wrong with them if anything is. */
export type LeafReader<Leaf extends Filed> = (bytes: Buffer, index: number) => { readonly record: Leaf } | RecordFault;

/** What is wrong with a record by itself. */
export interface RecordFault {
  readonly code: FaultCode & `record-${string}`;
  /** Follows on "the record …". */
  readonly problem: string;
}

const MAX_DEPTH = 16;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z$/;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isName: Check = (value) => typeof value === 'string' && value !== '';
const isTextOrNull: Check = (value) => value === null || isText(value);
const isWhole: Check = (value) => typeof value === 'number' && isCount(value);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isInstant: Check = (value) => typeof value === 'string' && INSTANT.test(value);

/** The members that every record has: `eventsourcing`, `record.ts`. */
const MEMBERS: Readonly<Record<string, Check>> = {
  v: (value) => value === 1,
  id: (value) => typeof value === 'string' && UUID.test(value),
  stream: isName,
  revision: isWhole,
  type: isName,
  schema: isWhole,
  data: isObject,
  actor: isText,
  organisation: isTextOrNull,
  command: (value) =>
    isObject(value) && ['id', 'name', 'digest'].every((name) => isText(value[name])) && Object.keys(value).length === 3,
  correlation: isText,
  causation: isTextOrNull,
  recordedAt: isInstant,
};

/** The members that a record may have besides. */
const OPTIONAL: Readonly<Record<string, Check>> = { writtenAt: isInstant };

const CHECKS = Object.entries(MEMBERS);

/** Reads bytes that must be a JSON object in its canonical form, as every leaf is. */
export function readCanonical(bytes: Buffer): { readonly value: Readonly<Record<string, unknown>> } | RecordFault {
  if (bytes.length > MAX_RECORD_BYTES) {
    return { code: 'record-malformed', problem: `is ${bytes.length} bytes long, and may be ${MAX_RECORD_BYTES}` };
  }
  const text = isUtf8(bytes) ? bytes.toString() : undefined;
  const value = text === undefined ? undefined : parse(text);
  if (value === undefined) return { code: 'record-not-canonical', problem: 'is not JSON in UTF-8' };
  // JSON of other writers may say 1.5 or 1e3, a record only whole numbers that every reader holds exactly.
  if (!isPlain(value, 0)) {
    return { code: 'record-not-canonical', problem: 'has a number, a text or a depth that no record may have' };
  }
  // With its names in order, JSON as JavaScript writes it is canonical. Names that look like indexes are not kept in order.
  if (!(isInOrder(value) && JSON.stringify(value) === text) && canonicalize(value) !== text) {
    return { code: 'record-not-canonical', problem: 'is not the canonical form (RFC 8785) of what it says' };
  }
  if (!isObject(value)) return { code: 'record-malformed', problem: 'is not an object' };
  return { value };
}

/** Reads a record's bytes, and says what is wrong with them if anything is. */
export function readRecord(bytes: Buffer): { readonly record: LedgerRecord } | RecordFault {
  const read = readCanonical(bytes);
  if (!('value' in read)) return read;
  const { value } = read;
  for (const [name, isRight] of CHECKS) {
    if (!isRight(value[name])) {
      const how = Object.hasOwn(value, name) ? 'is not what it should be' : 'is missing';
      return { code: 'record-malformed', problem: `is not an event of this log: its member ${name} ${how}` };
    }
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(MEMBERS, name)) continue;
    const isRight = Object.hasOwn(OPTIONAL, name) ? OPTIONAL[name] : undefined;
    if (isRight === undefined) {
      return { code: 'record-malformed', problem: `has a member ${JSON.stringify(name)} that no record has` };
    }
    if (isRight(value[name])) continue;
    return {
      code: 'record-malformed',
      problem: `is not an event of this log: its member ${name} is not what it should be`,
    };
  }
  return { record: value as unknown as LedgerRecord };
}

/** Which record it is, as far as broken bytes tell. */
export function referTo(index: number, bytes: Buffer): RecordReference {
  const value = isUtf8(bytes) ? parse(bytes.toString()) : undefined;
  const { stream, revision, id } = isObject(value) ? value : {};
  return {
    index,
    stream: typeof stream === 'string' ? stream : null,
    revision: typeof revision === 'number' && isCount(revision) ? revision : null,
    id: typeof id === 'string' ? id : null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  for (const name in value) {
    if (!name.isWellFormed() || !isPlain((value as Readonly<Record<string, unknown>>)[name], depth + 1)) return false;
  }
  return true;
}

/** Whether every object's names stand in the order of their UTF-16 units (RFC 8785, section 3.2.3). */
function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before: string | undefined;
  for (const name in value) {
    if (before !== undefined && before >= name) return false;
    if (!isInOrder((value as Readonly<Record<string, unknown>>)[name])) return false;
    before = name;
  }
  return true;
}
