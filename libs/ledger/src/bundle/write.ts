import type { Writable } from 'node:stream';
import type { Json, Position, Recorded } from '#eventsourcing';
import { parseCheckpoint } from '../notes/checkpoint.js';
import { parseNote } from '../notes/note.js';
import { printKeyRing, type KeyRing } from '../signing/key-ring.js';
import { printEntries } from '../tiles/entries.js';
import { tilePath } from '../tiles/paths.js';
import { EMPTY_STATE, grow, leafHash, rootOf, TILE_WIDTH } from '../tree/growth.js';
import { guideOf } from './guide.js';
import { printManifest, type Manifest } from './manifest.js';
import { CHECKPOINT, GUIDE, KEYS, MANIFEST } from './names.js';
import type { LedgerRecord } from './record.js';
import { DigestMap } from './digest-map.js';
import { UpperTiles } from './upper-tiles.js';
import { ZipWriter } from './zip-writer.js';

/** Adds up records: the domain's part of a bundle, which the ledger does not know. */
export interface BalanceFold {
  take(record: LedgerRecord): void;
  /** What the records taken so far add up to. */
  balances(): Json;
}

export interface WriteOptions {
  /** A signed checkpoint; the bundle holds as many records as it counts. */
  readonly checkpoint: string;
  readonly keys: KeyRing;
  readonly software: Manifest['software'];
  /** A new one, without records. */
  readonly fold: BalanceFold;
  /** Told the number of records written, after each 256. */
  readonly onProgress?: (records: number) => void;
}

// Buffers are cut from slabs, and one file's name that the ZIP keeps would keep a slab full of records.
const encoder = new TextEncoder();

/**
 * Writes an auditor's bundle, a ZIP, as a stream: 256 records at a time are in memory.
 * @param records the log from its first record on; what comes after the checkpoint is left unread
 * @param output is ended when the bundle is complete, and destroyed where it cannot be
 * @throws Error where the records are fewer than the checkpoint counts, or not those that it was made of
 */
export async function writeBundle(
  records: AsyncIterable<Recorded>,
  output: Writable,
  options: WriteOptions,
): Promise<Manifest> {
  const zip = new ZipWriter(output);
  try {
    await zip.add(CHECKPOINT, options.checkpoint, { compress: false });
    await zip.add(KEYS, printKeyRing(options.keys), { compress: true });
    const manifest = await writeRecords(records, zip, options);
    await zip.add(MANIFEST, printManifest(manifest), { compress: true });
    await zip.add(GUIDE, guideOf(manifest, options.checkpoint), { compress: true });
    await zip.end();
    return manifest;
  } catch (error) {
    await zip.abandon(error as Error);
    throw error;
  }
}

async function writeRecords(
  records: AsyncIterable<Recorded>,
  zip: ZipWriter,
  { checkpoint, software, fold, onProgress }: WriteOptions,
): Promise<Manifest> {
  const { origin, size, root } = parseCheckpoint(parseNote(checkpoint).text);
  const upper = new UpperTiles();
  const streams = new DigestMap();
  let state = EMPTY_STATE;
  let first: Position | undefined;
  let last: Position | undefined;
  for await (const batch of batchesOf(records, size)) {
    for (const record of batch) {
      fold.take(record);
      streams.put(record.stream, record.revision);
      first ??= record.position;
      last = record.position;
    }
    const tile = { number: state.size / TILE_WIDTH, width: batch.length };
    const entries = batch.map(({ canonical }) => encoder.encode(canonical));
    const leaves = entries.map(leafHash);
    await zip.add(tilePath({ level: 'entries', ...tile }), printEntries(entries), { compress: true });
    await zip.add(tilePath({ level: 0, ...tile }), Buffer.concat(leaves), { compress: false });
    const growth = grow(state, leaves);
    upper.take(growth.hashes);
    ({ state } = growth);
    onProgress?.(state.size);
  }
  if (state.size < size) throw new Error(`the log has ${state.size} records, its checkpoint counts ${size}`);
  if (!rootOf(state).equals(root)) throw new Error(`the records are not those that the checkpoint of ${origin} counts`);
  for (const { path, bytes } of upper.tiles(size)) await zip.add(path, bytes, { compress: false });
  const positions = first === undefined || last === undefined ? null : { first, last };
  const format = { format: 'homeward-bundle', version: 1 } as const;
  return { ...format, origin, size, positions, streams: streams.size, balances: fold.balances(), software };
}

/** The first `size` records, as many at a time as a tile holds. */
async function* batchesOf(records: AsyncIterable<Recorded>, size: number): AsyncGenerator<Recorded[]> {
  if (size === 0) return;
  let batch: Recorded[] = [];
  let taken = 0;
  for await (const record of records) {
    taken++;
    if (batch.push(record) === TILE_WIDTH || taken === size) {
      yield batch;
      batch = [];
    }
    if (taken === size) return;
  }
  if (batch.length > 0) yield batch;
}
