import type { Json, Position } from '#eventsourcing';
import { Malformed } from '../malformed.js';
import { isCount } from '../tree/verification.js';

/** What a bundle says of itself. Only what the verifier compares with the records is proved. */
export interface Manifest {
  readonly format: 'homeward-bundle';
  readonly version: 1;
  readonly origin: string;
  /** Records. */
  readonly size: number;
  /** Where the first and the last record stand in the log that they came from; null for an empty log. */
  readonly positions: { readonly first: Position; readonly last: Position } | null;
  readonly streams: number;
  /** What folding the records gives: for each cohort the figure at each position. */
  readonly balances: Json;
  readonly software: { readonly name: string; readonly version: string };
}

const FORMAT = 'manifest of a bundle';
const MEMBERS = 'a member is missing or of another type';

/** What an extract says of itself: the records of one stream, with their receipts. */
export interface ExtractManifest {
  readonly format: 'homeward-extract';
  readonly version: 1;
  readonly origin: string;
  /** Records of the log that the checkpoint counts. */
  readonly size: number;
  readonly stream: string;
  /** Records of the stream that are in here: its first ones. */
  readonly records: number;
  readonly software: { readonly name: string; readonly version: string };
}

export function printManifest(manifest: Manifest | ExtractManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @throws Malformed for anything else */
export function parseManifest(json: string): Manifest {
  const manifest = parseObject(json);
  const { format, version, origin, size, positions, streams, balances, software } = manifest;
  const well =
    format === 'homeward-bundle' &&
    version === 1 &&
    typeof origin === 'string' &&
    isNumber(size) &&
    isNumber(streams) &&
    (positions === null || isTexts(positions, ['first', 'last'])) &&
    balances !== undefined &&
    isTexts(software, ['name', 'version']);
  if (!well) throw new Malformed(FORMAT, MEMBERS);
  return manifest as unknown as Manifest;
}

/** @throws Malformed for anything else */
export function parseExtractManifest(json: string): ExtractManifest {
  const manifest = parseObject(json);
  const { format, version, origin, size, stream, records, software } = manifest;
  const well =
    format === 'homeward-extract' &&
    version === 1 &&
    isTexts({ origin, stream }, ['origin', 'stream']) &&
    isNumber(size) &&
    isNumber(records) &&
    isTexts(software, ['name', 'version']);
  if (!well) throw new Malformed(FORMAT, MEMBERS);
  return manifest as unknown as ExtractManifest;
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(json);
  } catch {
    throw new Malformed(FORMAT, 'it is not JSON');
  }
  if (!isObject(manifest)) throw new Malformed(FORMAT, 'it is not an object');
  return manifest;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && isCount(value);
}

function isTexts(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => typeof value[name] === 'string');
}
