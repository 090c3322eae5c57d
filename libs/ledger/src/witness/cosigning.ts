import { cosignaturesOf } from '../notes/cosignature.js';
import type { VerifierKey } from '../notes/keys.js';
import { claimsToBeBy, parseNote, parseSignatures, printNote } from '../notes/note.js';

/**
 * The log's side of C2SP tlog-witness: puts what a witness answered under the checkpoint, so far as it is good.
 * Signatures by keys that are not given are left out, and so are those that the checkpoint carries already.
 * @param answer the body of a 200
 * @throws Malformed where the answer is no signature lines
 */
export function addCosignatures(checkpoint: string, answer: string, witnesses: readonly VerifierKey[]): string {
  const note = parseNote(checkpoint);
  const offered = parseSignatures(answer).filter((line) => {
    const witness = witnesses.find((key) => claimsToBeBy(line, key));
    return witness !== undefined && cosignaturesOf({ text: note.text, signatures: [line] }, [witness]).length > 0;
  });
  // A witness that cosigns again says it with a newer time.
  const kept = note.signatures.filter(({ name, keyId }) => !offered.some((o) => o.name === name && o.keyId === keyId));
  return printNote({ text: note.text, signatures: [...kept, ...offered] });
}
