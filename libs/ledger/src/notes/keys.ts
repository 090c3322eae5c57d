import { createPrivateKey, createPublicKey, hash, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { Malformed } from '../malformed.js';
import { parseBase64 } from './fields.js';

/** What a key signs: notes as they are (C2SP signed-note), or checkpoints with a time (C2SP tlog-cosignature). */
export type KeyType = 'note' | 'cosignature';

/** Whose signatures can be told from others', and checked. */
export interface VerifierKey {
  /** A log's is its origin. */
  readonly name: string;
  /** Eight hexadecimal digits; tells keys of one name apart. */
  readonly id: string;
  readonly type: KeyType;
  readonly verifies: (message: string, signature: Uint8Array) => boolean;
}

/** A key that signs. Its text form is a secret. */
export interface SignerKey {
  readonly verifier: VerifierKey;
  readonly signs: (message: string) => Buffer;
}

const TYPE_BYTES = { note: 0x01, cosignature: 0x04 } as const;
const KEY_BYTES = 32;
const PRIVATE = 'PRIVATE+KEY+';
// RFC 8410: what DER puts before the 32 bytes of an Ed25519 key.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Reads a public key, `<name>+<id>+<base64(type || key)>` (C2SP signed-note, "Verifier keys").
 * @throws Malformed for any other text, and where the id is not this key's
 */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, id, type, key } = parse(text, 'verifier key');
  const verifier = verifierOf(name, type, key);
  if (verifier.id !== id) throw new Malformed('verifier key', `its id is ${verifier.id}, not ${id}`);
  return verifier;
}

/** The text form of a public key. */
export function printVerifierKey(name: string, type: KeyType, key: Uint8Array): string {
  return `${name}+${keyId(name, type, key)}+${material(type, key).toString('base64')}`;
}

/** A new key as two texts: the secret one, and the one to be given away. */
export function newKey(
  name: string,
  type: KeyType,
  seed: Uint8Array = randomBytes(KEY_BYTES),
): {
  readonly secret: string;
  readonly verifier: string;
} {
  if (!isKeyName(name)) throw new Malformed('key name', JSON.stringify(name));
  const key = publicKeyOf(privateKeyFrom(seed));
  return {
    secret: `${PRIVATE}${name}+${keyId(name, type, key)}+${material(type, seed).toString('base64')}`,
    verifier: printVerifierKey(name, type, key),
  };
}

/**
 * Reads a secret key, `PRIVATE+KEY+<name>+<id>+<base64(type || seed)>` as golang.org/x/mod/sumdb/note writes it.
 * @throws Malformed for any other text; the message does not repeat it
 */
export function parseSignerKey(text: string): SignerKey {
  if (!text.startsWith(PRIVATE)) throw new Malformed('signer key', `it does not begin with ${PRIVATE}`);
  const { name, id, type, key: seed } = parse(text.slice(PRIVATE.length), 'signer key');
  const key = privateKeyFrom(seed);
  const verifier = verifierOf(name, type, publicKeyOf(key));
  if (verifier.id !== id) throw new Malformed('signer key', `its id is ${verifier.id}, not ${id}`);
  return { verifier, signs: (message) => sign(null, Buffer.from(message), key) };
}

/** The public key that belongs to a secret one, as text. @throws Malformed as `parseSignerKey` does */
export function publicKeyFor(secret: string): string {
  const { type, name } = parseSignerKey(secret).verifier;
  return newKey(name, type, parse(secret.slice(PRIVATE.length), 'signer key').key).verifier;
}

/** Not empty, and without spaces, plus signs or control characters (C2SP signed-note, "Format"). */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}+]+$/u.test(name) && name.isWellFormed();
}

function parse(text: string, format: string): { name: string; id: string; type: KeyType; key: Buffer } {
  const [, name = '', id = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  if (!isKeyName(name)) throw new Malformed(format, 'it is not name+id+key');
  const bytes = parseBase64(base64);
  const type = (['note', 'cosignature'] as const).find((each) => TYPE_BYTES[each] === bytes[0]);
  if (type === undefined) throw new Malformed(format, 'it is of a type that is not known here');
  if (bytes.length !== 1 + KEY_BYTES) throw new Malformed(format, `it is not ${KEY_BYTES} bytes long`);
  return { name, id, type, key: bytes.subarray(1) };
}

function verifierOf(name: string, type: KeyType, key: Buffer): VerifierKey {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' });
  return {
    name,
    id: keyId(name, type, key),
    type,
    verifies: (message, signature) => verify(null, Buffer.from(message), publicKey, signature),
  };
}

/** SHA-256(name || 0x0A || type || key)[:4] (C2SP signed-note, "Signatures"). */
function keyId(name: string, type: KeyType, key: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), material(type, key)]), 'hex').slice(0, 8);
}

function material(type: KeyType, key: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(TYPE_BYTES[type]), key]);
}

function privateKeyFrom(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}
