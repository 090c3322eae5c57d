import {
  HASH_BYTES,
  nodeHash,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Growth,
  type Hash,
  type LedgerState,
} from '../tree/growth.js';
import type { NodeReader } from '../tree/proving.js';
import { tileWidth } from './paths.js';

/** Where proofs and auditors read a log's tree. Every adapter passes `testing/tile-store.contract.ts`. */
export interface TileReader {
  state(): Promise<LedgerState>;

  /**
   * The first `width` hashes of a tile, one after the other.
   * @throws RangeError where the log has not grown so far
   */
  hashes(level: number, number: number, width: number): Promise<Buffer>;

  /**
   * The first `width` entries of a bundle.
   * @throws RangeError where the log has not grown so far
   */
  entries(number: number, width: number): Promise<readonly Buffer[]>;
}

/** A tree that is written here. A store that keeps the tree in its append's own transaction is only a `TileReader`. */
export interface TileStore extends TileReader {
  /**
   * Takes in what `grow` made of the entries: hashes, entries and the new state, all or nothing.
   * @throws RangeError where the tree is not at the size that the growth began at
   */
  extend(growth: Growth, entries: readonly Buffer[]): Promise<void>;
}

/**
 * Reads subtrees of a tree of `size` leaves out of its tiles. A tile is read once in a reader's life: make one for each
 * proof. Partial tiles are asked for as a log of this size serves them.
 */
export function nodesOf(reader: Pick<TileReader, 'hashes'>, size: number): NodeReader {
  const tiles = new Map<string, Promise<Buffer>>();
  const tile = (level: number, number: number): Promise<Buffer> => {
    const key = `${level}/${number}`;
    const hashes = tiles.get(key) ?? reader.hashes(level, number, tileWidth(level, number, size));
    tiles.set(key, hashes);
    return hashes;
  };
  return async (height, index) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const hashes = await tile(level, Math.floor(first / TILE_WIDTH));
    const offset = first % TILE_WIDTH;
    return perfectRoot(splitHashes(hashes).slice(offset, offset + count));
  };
}

/** The hashes of a tile one by one, as views of its bytes. */
export function splitHashes(tile: Buffer): Hash[] {
  return Array.from({ length: Math.floor(tile.length / HASH_BYTES) }, (_, at) =>
    tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

function perfectRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at]!, row[2 * at + 1]!));
  }
  return row[0]!;
}
