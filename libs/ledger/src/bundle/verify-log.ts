import { Malformed } from '../malformed.js';
import { NotSigned, openCheckpoint, type SignedCheckpoint } from '../notes/checkpoint.js';
import { parseVerifierKey, type VerifierKey } from '../notes/keys.js';
import type { TreeHead } from '../signing/refusals.js';
import { parseTilePath } from '../tiles/paths.js';
import { HASH_BYTES } from '../tree/growth.js';
import { Exposed } from './exposed.js';
import { judgeTree } from './judge-tree.js';
import { found, openOlder, provedBy } from './opening.js';
import { readRecord, type Filed, type LeafReader } from './record.js';
import type { HeldCheckpoint } from './tree-to-judge.js';
import { verdictOf, type LogProved, type Verdict } from './verdict.js';
import type { VerifyOptions } from './verify.js';

/** A log where it lives: served over HTTP, or in a data folder. */
export interface LiveLog {
  readonly kind: Exclude<LogProved['kind'], 'bundle'>;
  /** Its newest checkpoint, a signed note. */
  readonly checkpoint: string;
  /** The tree that it keeps now, which may have grown since; left out: the checkpoint's. */
  readonly tree?: TreeHead;
  /** Gives a tile or an entry bundle by its path (C2SP tlog-tiles). @throws FaultFound where it does not give it */
  readonly read: (path: string) => Promise<Buffer>;
}

export interface VerifyLogOptions extends Omit<VerifyOptions, 'fold'> {
  /** Reads a leaf; left out: as a record of a log. */
  readonly readLeaf?: LeafReader<Filed>;
}

/**
 * Verifies a whole log where it lives: its records, its tiles level by level, and that it continues both its own last
 * checkpoint and the auditor's older one.
 * @param open may throw FaultFound as well
 * @throws Malformed where a key that is given is none; whatever `open` and `read` throw besides FaultFound
 */
export async function verifyLog(open: () => Promise<LiveLog>, options: VerifyLogOptions): Promise<Verdict> {
  const { key, checkpoint, onProgress, readLeaf = readRecord } = options;
  const keys = [key].flat().map(parseVerifierKey);
  return verdictOf(async () => {
    const log = await open();
    const signed = openNewest(log.checkpoint, keys);
    const older = checkpoint === undefined ? null : openOlder(checkpoint, keys, signed);
    const held: HeldCheckpoint[] = [{ ...signed, by: 'its own last checkpoint' }];
    if (older !== null) held.push({ ...older, by: 'the older checkpoint' });
    const exposed = new Exposed(older?.size ?? 0);
    const { size, root } = log.tree ?? signed;
    const { streams, repeatedIds } = await judgeTree({
      read: async (path) => ofItsSize(path, await log.read(path)),
      readLeaf,
      size,
      root,
      held,
      take: (record, index) => exposed.take(record, index),
      onProgress,
    });
    return {
      kind: log.kind,
      ...provedBy({ ...signed, size, root }, older),
      streams,
      repeatedIds,
      balances: 'not-checked',
      exposure: exposed.exposure,
      signed: signed.size,
    };
  });
}

function openNewest(text: string, keys: readonly VerifierKey[]): SignedCheckpoint {
  try {
    return openCheckpoint(text, keys);
  } catch (error) {
    if (error instanceof Malformed)
      throw found('log-incomplete', `What it gives as its checkpoint is ${error.message}.`);
    if (error instanceof NotSigned) throw found('signature-not-valid', `It gives a checkpoint, but ${error.message}.`);
    throw error;
  }
}

function ofItsSize(path: string, bytes: Buffer): Buffer {
  const { level, width } = parseTilePath(path);
  if (level === 'entries' || bytes.length === width * HASH_BYTES) return bytes;
  throw found('log-incomplete', `It gives ${bytes.length} bytes as ${path}, not ${width * HASH_BYTES}.`, path);
}
