import { EMPTY_ROOT, nodeHash, type Hash } from './growth.js';

/** Gives the root of the perfect subtree of 2^height leaves that is the `index`-th of its height. */
export type NodeReader = (height: number, index: number) => Promise<Hash>;

/** The leaves from `start` up to, and without, `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * PATH(index, D[size]) of RFC 9162 section 2.1.3.1: the sibling of the leaf first, the root's child last.
 * @throws RangeError where the tree has no such leaf
 */
export async function inclusionProof(read: NodeReader, index: number, size: number): Promise<Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has none at ${index}`);
  const siblings: Range[] = [];
  for (let { start, end }: Range = { start: 0, end: size }; end - start > 1;) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      siblings.push({ start: middle, end });
      end = middle;
    } else {
      siblings.push({ start, end: middle });
      start = middle;
    }
  }
  return hashAll(read, siblings.toReversed());
}

/**
 * PROOF(oldSize, D[newSize]) of RFC 9162 section 2.1.4.1. Of equal sizes, and from an empty tree, it is empty.
 * @throws RangeError where the newer tree is the smaller one
 */
export async function consistencyProof(read: NodeReader, oldSize: number, newSize: number): Promise<Hash[]> {
  if (!(oldSize >= 0 && oldSize <= newSize)) throw new RangeError(`${newSize} leaves never were ${oldSize}`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const nodes: Range[] = [];
  let { start, end }: Range = { start: 0, end: newSize };
  while (end > oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      nodes.push({ start: middle, end });
      end = middle;
    } else {
      nodes.push({ start, end: middle });
      start = middle;
    }
  }
  // Where the old tree is a perfect subtree of the new one, no matter who verifies has its root already.
  if (start !== 0) nodes.push({ start, end });
  return hashAll(read, nodes.toReversed());
}

/** MTH(D[size]) of RFC 9162 section 2.1.1. */
export async function rootAt(read: NodeReader, size: number): Promise<Hash> {
  return size === 0 ? EMPTY_ROOT : rangeHash(read, { start: 0, end: size });
}

async function hashAll(read: NodeReader, ranges: readonly Range[]): Promise<Hash[]> {
  return Promise.all(ranges.map((range) => rangeHash(read, range)));
}

async function rangeHash(read: NodeReader, { start, end }: Range): Promise<Hash> {
  const height = heightOf(end - start);
  if (2 ** height === end - start) return read(height, start / (end - start));
  const middle = start + splitOf(end - start);
  const [left, right] = await Promise.all([
    rangeHash(read, { start, end: middle }),
    rangeHash(read, { start: middle, end }),
  ]);
  return nodeHash(left, right);
}

/** The largest power of two smaller than `count`, which is at least 2. */
function splitOf(count: number): number {
  return 2 ** (heightOf(count) - 1);
}

/** The least height that holds `count` leaves. Counted, as a logarithm is not exact for large numbers. */
function heightOf(count: number): number {
  let height = 0;
  while (2 ** height < count) height++;
  return height;
}
