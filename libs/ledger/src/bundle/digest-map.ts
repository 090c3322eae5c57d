import { randomBytes } from 'node:crypto';
import { sha256 } from '../tree/growth.js';

const WORDS = 4;
const FIRST_CAPACITY = 1_024;

/**
 * Remembers a whole number for each of many texts, in 20 bytes a text (40 at most, for lack of filling). Kept under a
 * salted digest of 16 bytes, so that nobody can write texts that fall into one place.
 */
export class DigestMap {
  private readonly salt = randomBytes(16).toString('hex');
  private keys = new Uint32Array(FIRST_CAPACITY * WORDS);
  /** One more than the number; 0 for a free place. */
  private values = new Uint32Array(FIRST_CAPACITY);
  private count = 0;

  /** How many texts have a number. */
  get size(): number {
    return this.count;
  }

  /**
   * Sets a text's number, which is below 2^32 - 1.
   * @returns the number that it had before; undefined for a new text
   */
  put(text: string, value: number): number | undefined {
    if (this.count * 2 >= this.values.length) this.enlarge();
    const place = placeOf(this.keys, this.values, digestOf(this.salt + text));
    const before = this.values[place]!;
    this.values[place] = value + 1;
    if (before > 0) return before - 1;
    this.count++;
    return undefined;
  }

  /**
   * Sets a text's number where it has none yet.
   * @returns the number that it had before, and keeps; undefined for a new text
   */
  putFirst(text: string, value: number): number | undefined {
    const before = this.put(text, value);
    if (before !== undefined) this.put(text, before);
    return before;
  }

  private enlarge(): void {
    const { keys, values } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.values = new Uint32Array(values.length * 2);
    for (let place = 0; place < values.length; place++) {
      if (values[place] === 0) continue;
      const key = keys.subarray(place * WORDS, (place + 1) * WORDS);
      this.values[placeOf(this.keys, this.values, key)] = values[place]!;
    }
  }
}

/** One for all: a key is looked up before the next is made. */
const key = new Uint32Array(WORDS);

function digestOf(text: string): Uint32Array {
  const digest = sha256(text);
  for (let word = 0; word < WORDS; word++) key[word] = digest.readUInt32LE(word * 4);
  return key;
}

/** Finds a key's place, or takes a free one for it. */
function placeOf(keys: Uint32Array, values: Uint32Array, key: Uint32Array): number {
  for (let place = key[0]! % values.length; ; place = (place + 1) % values.length) {
    const at = place * WORDS;
    if (values[place] === 0) {
      keys.set(key, at);
      return place;
    }
    if (keys[at] === key[0] && keys[at + 1] === key[1] && keys[at + 2] === key[2] && keys[at + 3] === key[3]) {
      return place;
    }
  }
}
