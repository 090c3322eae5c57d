import { MAX_RECORD_BYTES } from '#eventsourcing';
import { Malformed } from '../malformed.js';
import { parseTilePath, tilePath, tilesOf } from '../tiles/paths.js';
import { HASH_BYTES } from '../tree/growth.js';

/** The signed note. */
export const CHECKPOINT = 'checkpoint';
/** The log's public keys, with the sizes that each signed. */
export const KEYS = 'keys.json';
export const MANIFEST = 'manifest.json';
/** How to verify the bundle, for people. */
export const GUIDE = 'VERIFY.md';

const RECORD = /^records\/(0|[1-9][0-9]{0,8})\.json$/;
const RECEIPT = /^receipts\/(0|[1-9][0-9]{0,8})\.tlog-proof$/;

/** Where an extract holds a record of its stream. */
export function recordFile(revision: number): string {
  return `records/${revision}.json`;
}

/** Where an extract holds a record's receipt. */
export function receiptFile(revision: number): string {
  return `receipts/${revision}.tlog-proof`;
}

const LENGTH_BYTES = 2;
const MEBIBYTE = 1_048_576;
const RECEIPT_BYTES = 65_536;
const FIXED: Readonly<Record<string, number>> = {
  [CHECKPOINT]: MEBIBYTE,
  [KEYS]: MEBIBYTE,
  // It holds balances: some 33 bytes for each record of the log.
  [MANIFEST]: 256 * MEBIBYTE,
  [GUIDE]: MEBIBYTE,
};

/**
 * How large a file of a bundle may be; undefined for a name that no bundle has. So nothing that a ZIP claims makes the
 * verifier take more memory than the largest honest file does.
 */
export function largestSizeOf(name: string): number | undefined {
  if (Object.hasOwn(FIXED, name)) return FIXED[name];
  if (RECORD.test(name)) return MAX_RECORD_BYTES;
  if (RECEIPT.test(name)) return RECEIPT_BYTES;
  try {
    const { level, width } = parseTilePath(name);
    return width * (level === 'entries' ? LENGTH_BYTES + MAX_RECORD_BYTES : HASH_BYTES);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** The files of the bundle of a log of this size, no more and no less. */
export function* filesOf(size: number): Generator<string> {
  yield* Object.keys(FIXED);
  for (const tile of tilesOf(size)) yield tilePath(tile);
}

/** The files of an extract of so many records, no more and no less. */
export function* filesOfExtract(records: number): Generator<string> {
  yield* Object.keys(FIXED);
  for (let revision = 0; revision < records; revision++) {
    yield recordFile(revision);
    yield receiptFile(revision);
  }
}

/** More files than this are refused; it is room for some 25 million records. */
export const MAX_FILES = 200_000;

/** Longer names are refused unread. */
export const MAX_NAME_BYTES = 64;
