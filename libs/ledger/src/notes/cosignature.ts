import type { SignerKey, VerifierKey } from './keys.js';
import { claimsToBeBy, type Note, type NoteSignature } from './note.js';

/** That a witness has seen the log grow to a checkpoint, and by when. */
export interface Cosigned {
  readonly witness: VerifierKey;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

const TIMESTAMP_BYTES = 8;
const SIGNATURE_BYTES = 64;

/**
 * Cosigns a checkpoint's note text with a key of type `cosignature`, i.e. 0x04 (C2SP tlog-cosignature,
 * "Ed25519 signed message").
 * @param timestamp seconds since 1970
 */
export function cosign(text: string, { verifier, signs }: SignerKey, timestamp: number): NoteSignature {
  if (verifier.type !== 'cosignature') throw new TypeError(`${verifier.name} is no key for cosignatures`);
  const time = Buffer.alloc(TIMESTAMP_BYTES);
  time.writeBigUInt64BE(BigInt(timestamp));
  const signature = Buffer.concat([time, signs(messageOf(text, timestamp))]);
  return { name: verifier.name, keyId: verifier.id, signature };
}

/** Which of these witnesses cosigned the note. One that is there twice has to be good twice, and counts once. */
export function cosignaturesOf({ text, signatures }: Note, witnesses: readonly VerifierKey[]): Cosigned[] {
  return witnesses.flatMap((witness) => {
    if (witness.type !== 'cosignature') return [];
    const its = signatures.filter((signature) => claimsToBeBy(signature, witness));
    const times = its.map(({ signature }) => timeOf(text, signature, witness));
    if (times.length === 0 || times.includes(undefined)) return [];
    return [{ witness, timestamp: Math.max(...(times as number[])) }];
  });
}

/** The time of a good cosignature. */
function timeOf(text: string, signature: Buffer, witness: VerifierKey): number | undefined {
  if (signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return undefined;
  const timestamp = Number(signature.readBigUInt64BE(0));
  if (!Number.isSafeInteger(timestamp)) return undefined;
  const good = witness.verifies(messageOf(text, timestamp), signature.subarray(TIMESTAMP_BYTES));
  return good ? timestamp : undefined;
}

function messageOf(text: string, timestamp: number): string {
  return `cosignature/v1\ntime ${timestamp}\n${text}`;
}
