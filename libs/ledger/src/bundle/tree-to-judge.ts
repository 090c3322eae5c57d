import type { SignedCheckpoint } from '../notes/checkpoint.js';
import type { Hash } from '../tree/growth.js';
import type { Filed, LeafReader } from './record.js';

/** A log's records and tiles, wherever they are, and what they should come to. */
export interface TreeToJudge<Leaf extends Filed> {
  /** Gives a tile or an entry bundle by its path (C2SP tlog-tiles). @throws FaultFound where it is not there */
  readonly read: (path: string) => Promise<Buffer>;
  readonly readLeaf: LeafReader<Leaf>;
  readonly size: number;
  readonly root: Hash;
  /** Checkpoints of this size at most that the log must continue. */
  readonly held: readonly HeldCheckpoint[];
  /** Told of every record that is good, in log order. */
  readonly take: (record: Leaf, index: number) => void;
  readonly onProgress?: ((records: number, of: number) => void) | undefined;
}

/** A checkpoint that was signed before, and who has it, e.g. `the older checkpoint`. */
export type HeldCheckpoint = Pick<SignedCheckpoint, 'size' | 'root'> & { readonly by: string };
