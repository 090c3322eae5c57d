import { Malformed } from '../malformed.js';
import { parseBase64 } from './fields.js';
import { isKeyName, type SignerKey, type VerifierKey } from './keys.js';

/** One signature line of a note. Whose it claims to be is not proved by it being there. */
export interface NoteSignature {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly keyId: string;
  /** What the key's type makes of it: 64 bytes for a note, a time and 64 bytes for a cosignature. */
  readonly signature: Buffer;
}

/** A text with signatures (C2SP signed-note). The text ends with a newline. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const FORMAT = 'signed note';
const MAX_LENGTH = 1_000_000;
/** The specification asks for 16 at least. */
const MAX_SIGNATURES = 100;
const KEY_ID_BYTES = 4;

/**
 * Reads a note without checking any signature.
 * @throws Malformed for anything that `printNote` does not write
 */
export function parseNote(note: string): Note {
  if (note.length > MAX_LENGTH) throw new Malformed(FORMAT, 'it is too long');
  if (!note.isWellFormed() || hasControls(note)) throw new Malformed(FORMAT, 'it has characters that no note may have');
  const separator = note.lastIndexOf('\n\n');
  if (separator < 0) throw new Malformed(FORMAT, 'no blank line stands before its signatures');
  return { text: note.slice(0, separator + 1), signatures: parseSignatures(note.slice(separator + 2)) };
}

/**
 * Reads signature lines alone, as a witness answers them.
 * @throws Malformed for anything else, and for none
 */
export function parseSignatures(lines: string): NoteSignature[] {
  if (!lines.endsWith('\n')) throw new Malformed(FORMAT, 'its last line does not end');
  const signatures = lines.slice(0, -1).split('\n').map(parseSignature);
  if (signatures.length > MAX_SIGNATURES) throw new Malformed(FORMAT, `it has over ${MAX_SIGNATURES} signatures`);
  return signatures;
}

/** The note as text. */
export function printNote({ text, signatures }: Note): string {
  return `${text}\n${printSignatures(signatures)}`;
}

/** Signature lines alone. */
export function printSignatures(signatures: readonly NoteSignature[]): string {
  return signatures
    .map(({ name, keyId, signature }) => {
      const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
      return `— ${name} ${bytes.toString('base64')}\n`;
    })
    .join('');
}

/** Signs a text with a key of type `note` (C2SP signed-note, "Ed25519 signatures"). */
export function signNote(text: string, { verifier, signs }: SignerKey): NoteSignature {
  if (verifier.type !== 'note') throw new TypeError(`${verifier.name} is no key for notes`);
  return { name: verifier.name, keyId: verifier.id, signature: signs(text) };
}

/** Whether a signature is by this key, to go by what it says of itself. */
export function claimsToBeBy({ name, keyId }: NoteSignature, key: VerifierKey): boolean {
  return name === key.name && keyId === key.id;
}

/** Whether the note carries signatures of this key, and each of them is good: one bad one spoils it. */
export function isSignedBy({ text, signatures }: Note, key: VerifierKey): boolean {
  const its = signatures.filter((signature) => claimsToBeBy(signature, key));
  return key.type === 'note' && its.length > 0 && its.every(({ signature }) => key.verifies(text, signature));
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', base64 = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  if (!isKeyName(name)) throw new Malformed(FORMAT, 'a signature line is not "— name base64"');
  const bytes = parseBase64(base64);
  if (bytes.length <= KEY_ID_BYTES) throw new Malformed(FORMAT, 'a signature is too short');
  return {
    name,
    keyId: bytes.toString('hex', 0, KEY_ID_BYTES),
    signature: bytes.subarray(KEY_ID_BYTES),
  };
}

/** ASCII control characters other than the newline. */
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}
