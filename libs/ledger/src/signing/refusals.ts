import type { Checkpoint } from '../notes/checkpoint.js';
import type { Hash } from '../tree/growth.js';
import { verifyConsistency } from '../tree/verification.js';

/** The log will not sign. The message is for anyone who operates it. */
export class SigningRefused extends Error {
  override readonly name = 'SigningRefused';
  constructor(
    readonly code: 'log-shorter' | 'log-forked' | 'another-signer' | 'last-checkpoint-unreadable',
    message: string,
  ) {
    super(message);
  }
}

/** A tree as it stands now. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Makes the consistency proof from one size of the log to another. */
export type Prover = (oldSize: number, newSize: number) => Promise<readonly Hash[]>;

/**
 * That the tree has grown from a checkpoint that is known outside: the last one signed, or one that a witness holds
 * (C2SP tlog-checkpoint: no log signs two checkpoints that are inconsistent). The proof is checked here.
 * @param held says who holds it, e.g. `the last checkpoint it signed`
 * @throws SigningRefused where it has not
 */
export async function refuseUnlessGrown(
  tree: TreeHead,
  checkpoint: Checkpoint,
  prove: Prover,
  held = 'the last checkpoint it signed',
): Promise<void> {
  if (tree.size < checkpoint.size) {
    throw new SigningRefused(
      'log-shorter',
      `The log ${checkpoint.origin} has ${tree.size} records, but ${held} counts ${checkpoint.size}: the last ` +
        `${checkpoint.size - tree.size} are missing. Most likely an older copy was restored. Stop writing to it: ` +
        'what would be appended now could never be reconciled with what was signed. Restore a newer copy, one with ' +
        `at least ${checkpoint.size} records. If there is none, keep this log and that checkpoint as evidence, and ` +
        'declare it with homeward restore --declare-stale: the log then goes on under another origin.',
    );
  }
  // From an empty tree every tree has grown, and there is no proof of it.
  if (checkpoint.size === 0) return;
  const same = tree.size === checkpoint.size;
  const grown = verifyConsistency({
    oldSize: checkpoint.size,
    newSize: tree.size,
    oldRoot: checkpoint.root,
    newRoot: tree.root,
    proof: same ? [] : await prove(checkpoint.size, tree.size),
  });
  if (grown) return;
  throw new SigningRefused(
    'log-forked',
    `The log ${checkpoint.origin} does not continue ${held}: among its first ${checkpoint.size} records at least one ` +
      'is not the one that was signed. Something was altered, or this is the log of another installation. Stop ' +
      'writing to it, keep a copy as evidence, make a bundle of it and verify that with the older checkpoint, and ' +
      'restore a copy from before the alteration.',
  );
}
