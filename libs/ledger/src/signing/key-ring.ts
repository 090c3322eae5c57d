import { Malformed } from '../malformed.js';
import { parseVerifierKey, type VerifierKey } from '../notes/keys.js';
import { isCount } from '../tree/verification.js';

/** A public key of the log, and the checkpoints that it signed, by their sizes. */
export interface KeyPeriod {
  /** The text form of the public key. */
  readonly key: string;
  /** The size of the first checkpoint that it signs. */
  readonly fromSize: number;
  /** The size of the last one; null while it is in use. The next key signs this one as well. */
  readonly untilSize: number | null;
}

/** All keys of a log, the oldest first. Old ones stay, so that old checkpoints can be checked. */
export type KeyRing = readonly KeyPeriod[];

const FORMAT = 'list of keys';

/** A log's first key. */
export function newKeyRing(key: string): KeyRing {
  return checked([{ key, fromSize: 0, untilSize: null }]);
}

/**
 * Puts a new key in the place of the one in use.
 * @param atSize the size of the checkpoint that both keys signed: see `Signer.handOverTo`
 */
export function rotate(ring: KeyRing, key: string, atSize: number): KeyRing {
  const last = ring.at(-1)!;
  return checked([...ring.slice(0, -1), { ...last, untilSize: atSize }, { key, fromSize: atSize, untilSize: null }]);
}

/** The keys that may have signed a checkpoint of this size. */
export function keysAt(ring: KeyRing, size: number): VerifierKey[] {
  return ring
    .filter(({ fromSize, untilSize }) => fromSize <= size && size <= (untilSize ?? Infinity))
    .map(({ key }) => parseVerifierKey(key));
}

/**
 * Reads a ring from JSON: `[{"key": "…", "fromSize": 0, "untilSize": null}]`.
 * @throws Malformed for anything else
 */
export function parseKeyRing(json: string): KeyRing {
  let ring: unknown;
  try {
    ring = JSON.parse(json);
  } catch {
    throw new Malformed(FORMAT, 'it is not JSON');
  }
  if (!Array.isArray(ring) || !ring.every(isPeriod)) throw new Malformed(FORMAT, 'an entry is no key with its sizes');
  return checked(ring);
}

export function printKeyRing(ring: KeyRing): string {
  return `${JSON.stringify(ring, null, 2)}\n`;
}

function isPeriod(value: unknown): value is KeyPeriod {
  if (typeof value !== 'object' || value === null) return false;
  const { key, fromSize, untilSize, ...rest } = value as Readonly<Record<string, unknown>>;
  return (
    typeof key === 'string' &&
    typeof fromSize === 'number' &&
    (untilSize === null || typeof untilSize === 'number') &&
    Object.keys(rest).length === 0
  );
}

/** One key after the other, without a gap, all of one log. */
function checked(ring: KeyRing): KeyRing {
  const keys = ring.map(({ key }) => parseVerifierKey(key));
  if (ring.length === 0) throw new Malformed(FORMAT, 'it is empty');
  if (new Set(keys.map(({ name }) => name)).size > 1) throw new Malformed(FORMAT, 'its keys are of several logs');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Malformed(FORMAT, 'a key is there twice');
  for (const [at, { fromSize, untilSize }] of ring.entries()) {
    const due = at === 0 ? 0 : ring[at - 1]!.untilSize;
    const ends = at === ring.length - 1 ? untilSize === null : untilSize !== null && isCount(untilSize);
    if (fromSize !== due || !ends || (untilSize ?? Infinity) < fromSize) {
      throw new Malformed(FORMAT, `the sizes of key ${at + 1} do not follow on those before it`);
    }
  }
  if (keys.some(({ type }) => type !== 'note')) throw new Malformed(FORMAT, 'a key is not for checkpoints');
  return ring;
}
