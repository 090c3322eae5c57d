/** A value that only this browser can read again: its key cannot be taken out of it. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const ALGORITHM = { name: 'AES-GCM', length: 256 } as const;
/** As NIST SP 800-38D recommends for GCM. */
const IV_BYTES = 12;

/** A new key that no script can read, only use. */
export function makeKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']);
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, bytes: await crypto.subtle.encrypt({ name: ALGORITHM.name, iv }, key, text) };
}

/** @throws OperationError where the key is another one, or a bit has changed */
export async function unseal<T>(key: CryptoKey, { iv, bytes }: Sealed): Promise<T> {
  const text = await crypto.subtle.decrypt({ name: ALGORITHM.name, iv }, key, bytes);
  return JSON.parse(new TextDecoder().decode(text)) as T;
}
