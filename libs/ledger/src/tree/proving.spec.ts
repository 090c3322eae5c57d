import fc from 'fast-check';
import { MemoryTileStore } from '../tiles/memory-tiles.js';
import { nodesOf } from '../tiles/tile-store.js';
import { EMPTY_STATE, grow, leafHash, rootOf } from './growth.js';
import { consistencyProof, inclusionProof, rootAt } from './proving.js';
import { verifyConsistency, verifyInclusion } from './verification.js';

const SIZE = 70_000;
const entries = Array.from({ length: SIZE }, (_, n) => Buffer.from(String(n)));
const leaves = entries.map(leafHash);
const store = new MemoryTileStore();
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.integer({ min: 1, max: SIZE }),
  fc.constantFrom(256, 65_536),
);

beforeAll(async () => store.extend(grow(EMPTY_STATE, leaves), entries));

async function proveConsistency(oldSize: number, newSize: number): Promise<void> {
  const proof = await consistencyProof(nodesOf(store, newSize), oldSize, newSize);
  const oldRoot = await rootAt(nodesOf(store, oldSize), oldSize);
  const newRoot = await rootAt(nodesOf(store, newSize), newSize);
  expect(verifyConsistency({ oldSize, newSize, oldRoot, newRoot, proof })).toBe(true);
}

describe('proofs out of tiles', () => {
  it('give the root of the tree at any size', async () => {
    for (const size of [0, 1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, SIZE]) {
      const { state } = grow(EMPTY_STATE, leaves.slice(0, size));
      expect(await rootAt(nodesOf(store, size), size)).toEqual(rootOf(state));
    }
  });

  it('of inclusion verify for every leaf of small trees, and are no longer than they must be', async () => {
    for (let size = 1; size <= 40; size++) {
      const root = await rootAt(nodesOf(store, size), size);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(nodesOf(store, size), index, size);
        expect(verifyInclusion({ index, size, leaf: leaves[index]!, root, proof })).toBe(true);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      }
    }
  });

  it('of inclusion verify for any leaf of any size', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, at) => {
        const index = at % size;
        const read = nodesOf(store, size);
        const proof = await inclusionProof(read, index, size);
        const root = await rootAt(read, size);
        expect(verifyInclusion({ index, size, leaf: leaves[index]!, root, proof })).toBe(true);
      }),
    );
  });

  it('of consistency verify between any two sizes', async () => {
    for (let newSize = 1; newSize <= 24; newSize++) {
      for (let oldSize = 1; oldSize <= newSize; oldSize++) await proveConsistency(oldSize, newSize);
    }
    await fc.assert(fc.asyncProperty(sizes, sizes, (a, b) => proveConsistency(Math.min(a, b), Math.max(a, b))));
  });

  it('reads no tile twice for a proof', async () => {
    const asked: string[] = [];
    const counting = {
      hashes: (level: number, number: number, width: number) => {
        asked.push(`${level}/${number}`);
        return store.hashes(level, number, width);
      },
    };
    await inclusionProof(nodesOf(counting, SIZE), 12_345, SIZE);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('are refused for what the tree never held', async () => {
    await expect(inclusionProof(nodesOf(store, 5), 5, 5)).rejects.toThrow(RangeError);
    await expect(inclusionProof(nodesOf(store, 5), -1, 5)).rejects.toThrow(RangeError);
    await expect(consistencyProof(nodesOf(store, 5), 6, 5)).rejects.toThrow(RangeError);
    expect(await consistencyProof(nodesOf(store, 5), 0, 5)).toEqual([]);
  });
});
