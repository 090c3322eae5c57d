import { Malformed } from '../malformed.js';
import { NotSigned, openCheckpoint, parseCheckpoint, type Checkpoint } from '../notes/checkpoint.js';
import { cosignaturesOf, type Cosigned } from '../notes/cosignature.js';
import type { VerifierKey } from '../notes/keys.js';
import { parseNote } from '../notes/note.js';
import { nodesOf, type TileReader } from '../tiles/tile-store.js';
import { leafHash } from '../tree/growth.js';
import { inclusionProof } from '../tree/proving.js';
import { verifyInclusion } from '../tree/verification.js';
import { parseTlogProof, printTlogProof } from './tlog-proof.js';

/** Whom to believe: the log's keys, and how many of which witnesses must have cosigned (none, if not said). */
export interface Trust {
  readonly keys: readonly VerifierKey[];
  readonly witnesses?: readonly VerifierKey[];
  readonly quorum?: number;
}

/** What a receipt proves, or why it proves nothing. */
export type ReceiptVerdict =
  | {
      readonly ok: true;
      readonly index: number;
      readonly checkpoint: Checkpoint;
      readonly witnesses: readonly Cosigned[];
    }
  | { readonly ok: false; readonly reason: string };

/**
 * A receipt for the record at an index: its inclusion proof and the checkpoint, as the text of a `.tlog-proof` file
 * (C2SP tlog-proof).
 * @param checkpoint a signed note whose tree holds the record
 * @throws RangeError where its tree does not hold it yet
 */
export async function makeReceipt(reader: TileReader, index: number, checkpoint: string): Promise<string> {
  const { size } = parseCheckpoint(parseNote(checkpoint).text);
  const proof = await inclusionProof(nodesOf(reader, size), index, size);
  return printTlogProof({ index, proof, checkpoint });
}

/** Verifies a receipt offline, against the canonical record's own bytes. */
export function verifyReceipt(receipt: string, record: Uint8Array, trust: Trust): ReceiptVerdict {
  try {
    return judge(receipt, record, trust);
  } catch (error) {
    if (error instanceof Malformed || error instanceof NotSigned) return { ok: false, reason: error.message };
    throw error;
  }
}

function judge(receipt: string, record: Uint8Array, { keys, witnesses = [], quorum = 0 }: Trust): ReceiptVerdict {
  const { index, proof, checkpoint: text } = parseTlogProof(receipt);
  const { origin, size, root, extensions, note } = openCheckpoint(text, keys);
  if (!verifyInclusion({ index, size, leaf: leafHash(record), root, proof })) {
    return { ok: false, reason: `the proof does not show that this record is number ${index} of the log ${origin}` };
  }
  const cosigned = cosignaturesOf(note, witnesses);
  // A witness that is listed twice is still one.
  const count = new Set(cosigned.map(({ witness }) => `${witness.name}+${witness.id}`)).size;
  if (count < quorum) {
    return { ok: false, reason: `${count} of the witnesses asked for cosigned it, not ${quorum}` };
  }
  return { ok: true, index, checkpoint: { origin, size, root, extensions }, witnesses: cosigned };
}
