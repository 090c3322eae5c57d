import { Malformed } from '../malformed.js';
import { parseCount, parseHash } from '../notes/fields.js';
import type { Hash } from '../tree/growth.js';

/** What a log asks of a witness (C2SP tlog-witness, "add-checkpoint"). */
export interface AddCheckpoint {
  /** The size that the log believes the witness to hold. */
  readonly oldSize: number;
  /** From that size to the checkpoint's. */
  readonly proof: readonly Hash[];
  /** A signed note. */
  readonly checkpoint: string;
}

const FORMAT = 'request to add a checkpoint';
const MAX_PROOF_LINES = 63;
const MAX_LENGTH = 1_100_000;

/** @throws Malformed for anything that `printAddCheckpoint` does not write */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  if (body.length > MAX_LENGTH) throw new Malformed(FORMAT, 'it is too long');
  const separator = body.indexOf('\n\n');
  if (separator < 0) throw new Malformed(FORMAT, 'no empty line stands before the checkpoint');
  const [old, ...proof] = body.slice(0, separator).split('\n');
  if (!old!.startsWith('old ')) throw new Malformed(FORMAT, 'it does not begin with the old size');
  if (proof.length > MAX_PROOF_LINES) throw new Malformed(FORMAT, `the proof has over ${MAX_PROOF_LINES} lines`);
  return {
    oldSize: parseCount(old!.slice('old '.length)),
    proof: proof.map(parseHash),
    checkpoint: body.slice(separator + 2),
  };
}

/** The body of the request. */
export function printAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;
}
