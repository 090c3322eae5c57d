import { EMPTY_STATE, grow, rootOf, type Hash, type LedgerState, type TileHash } from '../tree/growth.js';

/** Grows a log's tree again, and keeps what its root was at the sizes of older checkpoints. */
export class Regrowth {
  private state: LedgerState = EMPTY_STATE;
  private readonly due: number[];
  private readonly roots = new Map<number, Hash>();

  /** @param sizes the sizes to keep the root of */
  constructor(sizes: readonly number[]) {
    this.due = [...new Set(sizes)].sort((a, b) => a - b);
    this.keep();
  }

  get root(): Hash {
    return rootOf(this.state);
  }

  /** The root at one of the sizes, once the tree has grown so far. */
  rootAt(size: number): Hash | undefined {
    return this.roots.get(size);
  }

  /** Appends leaf hashes; gives what takes its place in the tiles. */
  take(leaves: readonly Hash[]): readonly TileHash[] {
    const until = (this.due[0] ?? Infinity) - this.state.size;
    if (until > leaves.length) return this.append(leaves);
    const hashes = this.append(leaves.slice(0, until));
    this.keep();
    return [...hashes, ...this.take(leaves.slice(until))];
  }

  private keep(): void {
    const { size } = this.state;
    if (this.due[0] !== size) return;
    this.due.shift();
    this.roots.set(size, this.root);
  }

  private append(leaves: readonly Hash[]): readonly TileHash[] {
    const { state, hashes } = grow(this.state, leaves);
    this.state = state;
    return hashes;
  }
}
