// Imported by the thread that writes the log, which also runs from the sources: only erasable syntax, no relative
// imports of values.
import { hash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** Levels of the tree that one hash tile spans (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8;

/** Hashes in a full tile. */
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/**
 * SHA-256. Read out as a text of one character a byte, for which node:crypto takes half the time: asked for a buffer, it
 * makes memory outside of the heap for each hash.
 */
export function sha256(data: string | Uint8Array): Hash {
  return Buffer.from(hash('sha256', data, 'binary'), 'binary');
}

/** The root of a tree without leaves (RFC 9162 section 2.1.1). */
export const EMPTY_ROOT: Hash = sha256('');

/**
 * All that must be kept of a tree so that it can grow: its size and its right edge, the roots of the perfect subtrees
 * it is made of, the largest first; at most 53 hashes.
 */
export interface LedgerState {
  readonly size: number;
  readonly edge: readonly Hash[];
}

export const EMPTY_STATE: LedgerState = { size: 0, edge: [] };

/** A hash that takes its place in a tile: at level 0 a leaf hash, above it the root of a full tile of the level below. */
export interface TileHash {
  readonly level: number;
  /** Counted over the whole level: tile `index / 256`, place `index % 256`. */
  readonly index: number;
  readonly hash: Hash;
}

/** What a tree's growth leaves to be stored. */
export interface Growth {
  readonly state: LedgerState;
  /** In the order of their making: each level's in the order of their index. */
  readonly hashes: readonly TileHash[];
}

// One for all, as hashing is synchronous: a log has millions of leaves, and they need not be copied into new memory.
const prefixed = Buffer.alloc(65_536);

/** The hash of a leaf, SHA-256(0x00 || entry) (RFC 9162 section 2.1.1). */
export function leafHash(entry: Uint8Array): Hash {
  if (entry.length >= prefixed.length) return sha256(Buffer.concat([Buffer.of(0x00), entry]));
  prefixed.set(entry, 1);
  return sha256(prefixed.subarray(0, entry.length + 1));
}

/** The hash of a leaf whose entry is a text in UTF-8, without making bytes of it first. */
export function leafHashOfText(text: string): Hash {
  // A unit of UTF-16 becomes three bytes at most.
  if (text.length * 3 >= prefixed.length) return leafHash(Buffer.from(text));
  return sha256(prefixed.subarray(0, prefixed.write(text, 1) + 1));
}

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);

/** The hash of an inner node, SHA-256(0x01 || left || right) (RFC 9162 section 2.1.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** Appends leaf hashes: O(log n) each, from the right edge alone. Nothing that is given is changed. */
export function grow(state: LedgerState, leaves: Iterable<Hash>): Growth {
  const edge = [...state.edge];
  const hashes: TileHash[] = [];
  let { size } = state;
  for (const leaf of leaves) {
    let node = leaf;
    let index = size++;
    hashes.push({ level: 0, index, hash: node });
    for (let height = 1; index % 2 === 1; height++) {
      node = nodeHash(edge.pop()!, node);
      index = (index - 1) / 2;
      if (height % TILE_HEIGHT === 0) hashes.push({ level: height / TILE_HEIGHT, index, hash: node });
    }
    edge.push(node);
  }
  return { state: { size, edge }, hashes };
}

/** The root of the tree (RFC 9162 section 2.1.1). */
export function rootOf({ edge }: LedgerState): Hash {
  return edge.length === 0 ? EMPTY_ROOT : edge.toReversed().reduce((right, left) => nodeHash(left, right));
}

/** The right edge as one value for a database's row. */
export function edgeToBytes({ edge }: LedgerState): Buffer {
  return Buffer.concat(edge);
}

/**
 * Reads a state back from its row.
 * @throws RangeError where a tree of this size has another edge
 */
export function stateFrom(size: number, edge: Uint8Array): LedgerState {
  let perfect = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) perfect += rest % 2;
  if (!Number.isSafeInteger(size) || size < 0 || edge.length !== perfect * HASH_BYTES) {
    throw new RangeError(`${edge.length} bytes are no edge of a tree of ${size} leaves`);
  }
  const bytes = Buffer.from(edge);
  return {
    size,
    edge: Array.from({ length: perfect }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  };
}
