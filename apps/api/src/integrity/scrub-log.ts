import { setTimeout as pause } from 'node:timers/promises';
import { RecordAltered, type EventStore, type Position, type RecordPlace } from '#eventsourcing';
import {
  EMPTY_STATE,
  grow,
  leafHashOfText,
  Regrowth,
  rootOf,
  splitHashes,
  TILE_WIDTH,
  type Hash,
  type TreeHead,
} from '#ledger';
import type { LogLedger } from '#stores';

export interface Scrub {
  readonly store: EventStore;
  /** The tree that is kept of the log. */
  readonly reader: LogLedger;
  /** What was signed last. */
  readonly signed: TreeHead;
  /** Milliseconds of rest after each tile of records. */
  readonly restMs: number;
  readonly signal: AbortSignal;
  readonly onAltered: (place: RecordPlace) => void;
}

/** What a whole reading of the log came to. */
export interface Scrubbed {
  readonly records: number;
  /** Why the records, though each fits its hash, are not those that were signed; undefined where they are. */
  readonly rewritten?: string;
}

/**
 * Reads the whole log once, at leisure: that each record is the one whose hash went into the tree with it, and that the hashes
 * grow to the tree that is kept and to the one that was signed. Where the hashes of a tile were changed with its records it cannot
 * be told which of them: each is named.
 * @returns undefined where it was interrupted
 */
export async function scrubLog(scrub: Scrub): Promise<Scrubbed | undefined> {
  const { reader, signed, restMs, signal } = scrub;
  const kept = await reader.state();
  const { size } = kept;
  const regrown = new Regrowth([signed.size]);
  let after: Position | undefined;
  let isAltered = false;
  for (let first = 0; first < size; first += TILE_WIDTH) {
    if (signal.aborted) return undefined;
    const number = first / TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, size - first);
    const hashes = await hashesOf(reader, number, width);
    const tile = await checkTile(scrub, after, width, hashes);
    after = tile.after;
    if (hashes !== undefined) regrown.take(hashes);
    const isSuspect = !tile.isAltered && width === TILE_WIDTH && (await differsAbove(reader, number, hashes ?? []));
    if (isSuspect) for (const place of tile.places) scrub.onAltered(place);
    isAltered ||= isSuspect || tile.isAltered;
    await pause(restMs, undefined, { signal }).catch(() => undefined);
  }
  const rewritten = isAltered ? undefined : reasonOf(regrown, rootOf(kept), signed);
  return { records: size, ...(rewritten !== undefined && { rewritten }) };
}

/** The hashes that are kept of a tile's records; undefined where one is missing, as its record then is. */
async function hashesOf(reader: LogLedger, number: number, width: number): Promise<readonly Hash[] | undefined> {
  try {
    return splitHashes(await reader.hashes(0, number, width));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Tile {
  readonly after: Position | undefined;
  readonly places: readonly RecordPlace[];
  readonly isAltered: boolean;
}

/** Holds the records behind a position against the hashes that are kept of them. */
async function checkTile(
  { store, onAltered }: Scrub,
  from: Position | undefined,
  width: number,
  hashes: readonly Hash[] | undefined,
): Promise<Tile> {
  const places: RecordPlace[] = [];
  let after = from;
  let isAltered = false;
  const refuse = (place: RecordPlace): void => {
    isAltered = true;
    onAltered(place);
  };
  for (let at = 0; at < width;) {
    try {
      for await (const { stream, revision, position, canonical } of store.readAll(after, width - at)) {
        const place = { stream, revision, position };
        places.push(place);
        after = position;
        const kept = hashes?.[at];
        at += 1;
        if (kept !== undefined && !leafHashOfText(canonical).equals(kept)) refuse(place);
      }
      // A record at the end that is no longer there: the tree counts it.
      at = width;
    } catch (error) {
      if (!(error instanceof RecordAltered)) throw error;
      refuse(error.place);
      after = error.place.position;
      at += 1;
    }
  }
  return { after, places, isAltered };
}

/** Whether the hashes of a full tile do not come to the hash that stands above them. */
async function differsAbove(reader: LogLedger, number: number, hashes: readonly Hash[]): Promise<boolean> {
  const width = (number % TILE_WIDTH) + 1;
  const above = splitHashes(await reader.hashes(1, Math.floor(number / TILE_WIDTH), width));
  return !rootOf(grow(EMPTY_STATE, hashes).state).equals(above[width - 1]!);
}

function reasonOf(regrown: Regrowth, kept: Hash, signed: TreeHead): string | undefined {
  const asked = 'keep this log as evidence, and restore a backup from before';
  if (!regrown.root.equals(kept))
    return `the records of the log do not come to the tree that is kept of them: ${asked}`;
  const then = regrown.rootAt(signed.size);
  if (then === undefined) return `the log is shorter than the ${signed.size} records that were signed: ${asked}`;
  if (then.equals(signed.root)) return undefined;
  return `among the first ${signed.size} records of the log at least one is not the one that was signed: ${asked}`;
}
