import { createWriteStream } from 'node:fs';
import type { Recorded } from '#eventsourcing';
import {
  EMPTY_STATE,
  grow,
  leafHash,
  newKeyRing,
  printEntries,
  printKeyRing,
  printManifest,
  SOFTWARE,
  tilePath,
  tilesOf,
  writeBundle,
  type BundleFiles,
  type Manifest,
} from '../src/index.js';
import { bytesOf, sampleFold, signedCheckpoint, type sampleLog } from './sample-log.js';

/** A bundle's files by name, to be bent and verified without a ZIP. */
export type Files = Map<string, Buffer>;

/** The files of a bundle of these records, made without `writeBundle`; signed with the log's key whatever they are. */
export function packed(
  { origin, key }: ReturnType<typeof sampleLog>,
  entries: readonly Buffer[],
  manifest: Partial<Manifest> = {},
): Files {
  const leaves = entries.map(leafHash);
  const { hashes } = grow(EMPTY_STATE, leaves);
  const size = entries.length;
  const files: Files = new Map();
  files.set('checkpoint', Buffer.from(signedCheckpoint(leaves, key.signer)));
  files.set('keys.json', Buffer.from(printKeyRing(newKeyRing(key.verifier))));
  files.set('VERIFY.md', Buffer.from('How to verify.\n'));
  for (const tile of tilesOf(size)) {
    const { level, number, width } = tile;
    const part = <T>(all: readonly T[]): readonly T[] => all.slice(number * 256, number * 256 + width);
    const bytes =
      level === 'entries'
        ? printEntries(part(entries))
        : Buffer.concat(part(hashes.filter((hash) => hash.level === level)).map(({ hash }) => hash));
    files.set(tilePath(tile), bytes);
  }
  const fold = sampleFold();
  const streams = new Set<string>();
  for (const entry of entries) {
    try {
      const record = JSON.parse(entry.toString()) as Recorded;
      fold.take(record);
      streams.add(record.stream);
    } catch {
      // Some tests pack what is no record.
    }
  }
  const positions = size === 0 ? null : { first: '0000000000000001', last: String(size).padStart(16, '0') };
  const whole: Manifest = {
    format: 'homeward-bundle',
    version: 1,
    origin,
    size,
    positions,
    streams: streams.size,
    balances: fold.balances(),
    software: SOFTWARE,
    ...manifest,
  };
  return files.set('manifest.json', Buffer.from(printManifest(whole)));
}

/** Gives files that are in memory to the verifier. */
export function inMemory(files: Files): BundleFiles {
  return {
    sizes: new Map([...files].map(([name, { length }]) => [name, length])),
    read: async (name) => files.get(name)!,
  };
}

/** Writes a log's bundle as Homeward does. */
export async function writeSample(
  file: string,
  { records, checkpointAt, key }: ReturnType<typeof sampleLog>,
  size = records.length,
): Promise<Manifest> {
  return writeBundle(inTurn(records), createWriteStream(file), {
    checkpoint: checkpointAt(size),
    keys: newKeyRing(key.verifier),
    software: SOFTWARE,
    fold: sampleFold(),
  });
}

export async function* inTurn<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** The records of other texts, at their old places in the log. */
export function retold(records: readonly Recorded[], change: (text: string, index: number) => string): Buffer[] {
  return bytesOf(records).map((bytes, index) => Buffer.from(change(bytes.toString(), index)));
}
