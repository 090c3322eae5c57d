import { HASH_BYTES, nodeHash, type Hash } from './growth.js';

/** That a leaf stands at an index of the tree with this size and root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** That the tree of `newSize` is the tree of `oldSize` with leaves appended. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Hash;
  readonly newRoot: Hash;
  readonly proof: readonly Hash[];
}

/** Verifies an inclusion proof (RFC 9162 section 2.1.3.2). Anything but 32-byte hashes and whole sizes is false. */
export function verifyInclusion({ index, size, leaf, root, proof }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      r = nodeHash(p, r);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && r.equals(root);
}

/**
 * Verifies a consistency proof (RFC 9162 section 2.1.4.2). Of equal trees the proof is empty. Nothing is said about
 * an empty tree, from which every tree has grown: that is false too.
 */
export function verifyConsistency({ oldSize, newSize, oldRoot, newRoot, proof }: ConsistencyClaim): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return false;
  // Nothing is hashed here: trees of one size are the same where their roots are, whatever a root looks like.
  if (oldSize === newSize) return proof.length === 0 && oldRoot.equals(newRoot);
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;
  if (proof.length === 0) return false;
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let fr = first!;
  let sr = first!;
  for (const c of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr, c);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && fr.equals(oldRoot) && sr.equals(newRoot);
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

/** Sizes and indexes are kept as numbers: exact up to 2^53, which no log reaches. Shifts would cut them to 32 bits. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (!isOdd(rest)) rest = half(rest);
  return rest === 1;
}
