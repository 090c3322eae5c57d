import type { Writable } from 'node:stream';
import { RecordAltered, type Position, type Recorded } from '#eventsourcing';
import { parseCheckpoint } from '../notes/checkpoint.js';
import { parseNote } from '../notes/note.js';
import { makeReceipt } from '../receipts/receipt.js';
import { printKeyRing } from '../signing/key-ring.js';
import type { TileReader } from '../tiles/tile-store.js';
import { HASH_BYTES, leafHashOfText, TILE_WIDTH, type Hash } from '../tree/growth.js';
import { extractGuideOf } from './extract-guide.js';
import { printManifest, type ExtractManifest } from './manifest.js';
import { CHECKPOINT, GUIDE, KEYS, MANIFEST, MAX_FILES, receiptFile, recordFile } from './names.js';
import type { WriteOptions } from './write.js';
import { ZipWriter } from './zip-writer.js';

/** A log's tree that knows where each event stands, as `#stores` opens it. */
export interface IndexedTiles extends TileReader {
  /** @param position tells the record from others with its id */
  indexOf(eventId: string, position: Position): Promise<number | undefined>;
}

export interface ExtractOptions extends Omit<WriteOptions, 'fold'> {
  readonly stream: string;
}

const EVERY = 256;
/** What an extract holds besides records and receipts. */
const OTHER_FILES = 4;
/** A verifier takes no more. */
const MAX_EXTRACT = (MAX_FILES - OTHER_FILES) / 2;

/**
 * Writes an extract, a ZIP, as a stream: the records of one stream, each with its receipt against one checkpoint. What was
 * recorded after the checkpoint is left out.
 * @param records the stream from its revision 0 on
 * @param output is ended when the extract is complete, and destroyed where it cannot be
 * @throws RecordAltered where a record is not the one that the tree counts
 * @throws RangeError where there is no such record before the checkpoint, or there are more than a verifier takes
 */
export async function writeExtract(
  records: AsyncIterable<Recorded>,
  tiles: IndexedTiles,
  output: Writable,
  { checkpoint, keys, software, stream, onProgress }: ExtractOptions,
): Promise<ExtractManifest> {
  const { origin, size } = parseCheckpoint(parseNote(checkpoint).text);
  const zip = new ZipWriter(output);
  try {
    await zip.add(CHECKPOINT, checkpoint, { compress: false });
    await zip.add(KEYS, printKeyRing(keys), { compress: true });
    let written = 0;
    for await (const { id, stream: filed, revision, position, canonical } of records) {
      const index = await tiles.indexOf(id, position);
      if (index === undefined || index >= size) break;
      if (written === MAX_EXTRACT)
        throw new RangeError(`${stream} has more than ${MAX_EXTRACT} records: make a bundle`);
      if (!leafHashOfText(canonical).equals(await leafAt(tiles, index))) {
        throw new RecordAltered({ stream: filed, revision, position });
      }
      await zip.add(recordFile(written), canonical, { compress: true });
      await zip.add(receiptFile(written), await makeReceipt(tiles, index, checkpoint), { compress: true });
      if (++written % EVERY === 0) onProgress?.(written);
    }
    if (written === 0) throw new RangeError(`the log has no records of ${stream} before its checkpoint`);
    const format = { format: 'homeward-extract', version: 1 } as const;
    const manifest: ExtractManifest = { ...format, origin, size, stream, records: written, software };
    await zip.add(MANIFEST, printManifest(manifest), { compress: true });
    await zip.add(GUIDE, extractGuideOf(manifest, checkpoint), { compress: true });
    await zip.end();
    return manifest;
  } catch (error) {
    await zip.abandon(error as Error);
    throw error;
  }
}

async function leafAt(tiles: TileReader, index: number): Promise<Hash> {
  const width = (index % TILE_WIDTH) + 1;
  const hashes = await tiles.hashes(0, Math.floor(index / TILE_WIDTH), width);
  return hashes.subarray(hashes.length - HASH_BYTES);
}
