import { parseVerifierKey, type KeyType } from '#ledger';
import type { WitnessAddress } from '../audit/witnesses.js';

/** Public keys of one type, separated by spaces; undefined where one of them is none. */
export function keysOfType(text: string, type: KeyType): string[] | undefined {
  const keys = wordsOf(text);
  return keys.every((key) => keyType(key) === type) ? keys : undefined;
}

/** Pairs of a witness's public key and its address; undefined where something else is among them. */
export function witnessAddresses(text: string): WitnessAddress[] | undefined {
  const words = wordsOf(text);
  const addresses: WitnessAddress[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [key, url] = [words[at]!, words[at + 1] ?? ''];
    if (keyType(key) !== 'cosignature' || !/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) return undefined;
    addresses.push({ key, url });
  }
  return addresses;
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}

function keyType(key: string): KeyType | undefined {
  try {
    return parseVerifierKey(key).type;
  } catch {
    return undefined;
  }
}
