import { nodesOf, type TileReader } from '../tiles/tile-store.js';
import { rootOf } from '../tree/growth.js';
import { consistencyProof } from '../tree/proving.js';
import { SigningRefused, type Prover } from './refusals.js';
import type { Signer } from './signer.js';

const ATTEMPTS = 3;
/** What may be due to another process that signed, or rotated the key, at this very moment. */
const PASSING: ReadonlySet<SigningRefused['code']> = new Set(['another-signer', 'log-shorter']);

/** Makes the consistency proofs of a log from its tiles. */
export function proverOf(reader: TileReader): Prover {
  return (from, to) => consistencyProof(nodesOf(reader, to), from, to);
}

/**
 * The log as it stands, signed: a checkpoint, as a signed note. May be done by several processes with one folder: who meets
 * another looks again.
 * @param signing gives the signer with the key in use
 * @throws SigningRefused where the log does not continue its last checkpoint
 */
export async function signAsItStands(signing: { signer(): Signer }, reader: TileReader): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const state = await reader.state();
      return await signing.signer().sign({ size: state.size, root: rootOf(state) }, proverOf(reader));
    } catch (error) {
      const passes = error instanceof SigningRefused && PASSING.has(error.code) && attempt < ATTEMPTS;
      if (!passes) throw error;
    }
  }
}
