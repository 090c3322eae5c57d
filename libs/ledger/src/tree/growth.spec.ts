import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  EMPTY_ROOT,
  EMPTY_STATE,
  edgeToBytes,
  grow,
  leafHash,
  leafHashOfText,
  nodeHash,
  rootOf,
  stateFrom,
  type Hash,
} from './growth.js';

/** MTH as RFC 9162 section 2.1.1 defines it, without any cleverness. */
function definedRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)));
}

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, n) => leafHash(Buffer.from(String(n))));

describe('a tree', () => {
  it('hashes nothing, one leaf and two as RFC 9162 says', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const empty = leafHash(Buffer.alloc(0));
    expect(empty.toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(rootOf(grow(EMPTY_STATE, [empty]).state)).toEqual(empty);
    expect(rootOf(grow(EMPTY_STATE, [empty, leafHash(Buffer.of(0))]).state).toString('hex')).toBe(
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    );
  });

  it('hashes a leaf of any length', () => {
    for (const length of [0, 1, 65_535, 65_536, 100_000]) {
      const entry = Buffer.alloc(length, 7);
      expect(leafHash(entry)).toEqual(createHash('sha256').update(Buffer.of(0)).update(entry).digest());
    }
  });

  it('hashes a text as its bytes in UTF-8, of any length', () => {
    for (const text of [
      '',
      'a',
      '«Брест» 🕊',
      'é'.repeat(21_844),
      'é'.repeat(21_845),
      'a'.repeat(65_535),
      '🕊'.repeat(40_000),
    ]) {
      expect(leafHashOfText(text)).toEqual(leafHash(Buffer.from(text)));
    }
  });

  it('has the defined root at every size', () => {
    const leaves = leavesOf(300);
    let state = EMPTY_STATE;
    for (const [at, leaf] of leaves.entries()) {
      expect(rootOf(state)).toEqual(definedRoot(leaves.slice(0, at)));
      ({ state } = grow(state, [leaf]));
    }
  });

  it('is the same however its leaves come, and whether it was stored in between', () => {
    const leaves = leavesOf(1_000);
    const whole = grow(EMPTY_STATE, leaves).state;
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 12 }), (cuts) => {
        let state = EMPTY_STATE;
        for (const cut of [...cuts, 1_000]) {
          const until = Math.min(1_000, state.size + cut);
          ({ state } = grow(state, leaves.slice(state.size, until)));
          state = stateFrom(state.size, edgeToBytes(state));
        }
        expect(state).toEqual(whole);
      }),
    );
  });

  it('gives each tile its hashes once and in order', () => {
    const leaves = leavesOf(66_000);
    const { hashes } = grow(EMPTY_STATE, leaves);
    for (const [level, count] of [66_000, 257, 1].entries()) {
      const own = hashes.filter((hash) => hash.level === level);
      expect(own.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index));
    }
    const second = hashes.find(({ level, index }) => level === 1 && index === 1)!;
    expect(second.hash).toEqual(definedRoot(leaves.slice(256, 512)));
  });

  it('leaves the state that it was given as it was', () => {
    const { state } = grow(EMPTY_STATE, leavesOf(7));
    const before = edgeToBytes(state).toString('hex');
    grow(state, leavesOf(9));
    expect(edgeToBytes(state).toString('hex')).toBe(before);
  });

  it.each([
    [3, 32],
    [3, 65],
    [-1, 0],
    [1.5, 32],
  ])('refuses a stored state of %d leaves and %d bytes', (size, length) => {
    expect(() => stateFrom(size, Buffer.alloc(length))).toThrow(RangeError);
  });
});
