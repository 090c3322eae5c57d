import { Malformed } from '../malformed.js';

const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 0xffff;

/**
 * Entries as one bundle: each after its length as a big-endian uint16 (C2SP tlog-tiles, "Log entries").
 * @throws RangeError for an entry that has no such length
 */
export function printEntries(entries: readonly Uint8Array[]): Buffer {
  const bundle = Buffer.allocUnsafe(entries.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${entry.length} bytes fits in no bundle`);
    at = bundle.writeUInt16BE(entry.length, at);
    bundle.set(entry, at);
    at += entry.length;
  }
  return bundle;
}

/**
 * The entries of a bundle, as views of its bytes.
 * @throws Malformed where it does not hold `width` entries, no more and no less
 */
export function parseEntries(bundle: Buffer, width: number): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at < bundle.length) {
    const start = at + LENGTH_BYTES;
    const end = start <= bundle.length ? start + bundle.readUInt16BE(at) : Infinity;
    if (end > bundle.length) throw new Malformed('entry bundle', `entry ${entries.length} is cut off`);
    entries.push(bundle.subarray(start, end));
    at = end;
  }
  if (entries.length !== width) throw new Malformed('entry bundle', `${entries.length} entries instead of ${width}`);
  return entries;
}
