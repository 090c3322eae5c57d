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

export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @throws Malformed for anything else */
export function parseManifest(json: string): Manifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(json);
  } catch {
    throw new Malformed(FORMAT, 'it is not JSON');
  }
  if (!isObject(manifest)) throw new Malformed(FORMAT, 'it is not an object');
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
  if (!well) throw new Malformed(FORMAT, 'a member is missing or of another type');
  return manifest as unknown as Manifest;
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
