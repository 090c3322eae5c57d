import { EMPTY_ROOT, EMPTY_STATE, grow, rootOf, type Hash, type LedgerState, type TileHash } from '../tree/growth.js';

/** Grows a log's tree anew, and keeps what its root was when it had an older checkpoint's size. */
export class Regrowth {
  private state: LedgerState = EMPTY_STATE;
  private older: Hash | undefined;

  /** @param olderSize the size to keep the root of; null for none */
  constructor(private readonly olderSize: number | null) {
    if (olderSize === 0) this.older = EMPTY_ROOT;
  }

  get root(): Hash {
    return rootOf(this.state);
  }

  /** The root at the older size, once the tree has grown so far. */
  get olderRoot(): Hash | undefined {
    return this.older;
  }

  /** Appends leaf hashes; gives what takes its place in the tiles. */
  take(leaves: readonly Hash[]): readonly TileHash[] {
    const before = this.olderSize === null ? 0 : this.olderSize - this.state.size;
    if (before <= 0 || before > leaves.length) return this.append(leaves);
    const hashes = this.append(leaves.slice(0, before));
    this.older = this.root;
    return [...hashes, ...this.append(leaves.slice(before))];
  }

  private append(leaves: readonly Hash[]): readonly TileHash[] {
    const { state, hashes } = grow(this.state, leaves);
    this.state = state;
    return hashes;
  }
}
