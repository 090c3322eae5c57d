import { nodesOf, type TileReader } from '../tiles/tile-store.js';
import { rootOf } from '../tree/growth.js';
import { consistencyProof } from '../tree/proving.js';
import type { Prover } from './refusals.js';
import type { Signer } from './signer.js';

/** Makes the consistency proofs of a log from its tiles. */
export function proverOf(reader: TileReader): Prover {
  return (from, to) => consistencyProof(nodesOf(reader, to), from, to);
}

/**
 * The log as it stands, signed: a checkpoint, as a signed note.
 * @throws SigningRefused where the log does not continue its last checkpoint
 */
export async function signAsItStands(signer: Signer, reader: TileReader): Promise<string> {
  const state = await reader.state();
  return signer.sign({ size: state.size, root: rootOf(state) }, proverOf(reader));
}
