import { Malformed } from '../malformed.js';
import { HASH_BYTES, type Hash } from '../tree/growth.js';

/**
 * Standard base64 (RFC 4648 section 4) with padding. Each value has one text only, so that what is signed or hashed
 * cannot be spelled differently.
 * @throws Malformed for any other text
 */
export function parseBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  // The text is not repeated: it may be a secret key.
  if (bytes.toString('base64') !== text) throw new Malformed('base64 text', 'it is not what its bytes are written as');
  return bytes;
}

/** @throws Malformed for anything but 32 bytes of base64 */
export function parseHash(text: string): Hash {
  const bytes = parseBase64(text);
  if (bytes.length !== HASH_BYTES) throw new Malformed('hash', `${bytes.length} bytes instead of ${HASH_BYTES}`);
  return bytes;
}

/**
 * A count as ASCII decimal without leading zeroes.
 * @throws Malformed for any other text, and past 2^53, which no log reaches
 */
export function parseCount(text: string): number {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new Malformed('decimal number', JSON.stringify(text.slice(0, 100)));
  }
  return Number(text);
}
