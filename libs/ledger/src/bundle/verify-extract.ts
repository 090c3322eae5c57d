import { isUtf8 } from 'node:buffer';
import { Malformed } from '../malformed.js';
import type { SignedCheckpoint } from '../notes/checkpoint.js';
import { printNote } from '../notes/note.js';
import { parseTlogProof, type TlogProof } from '../receipts/tlog-proof.js';
import { leafHash } from '../tree/growth.js';
import { verifyInclusion } from '../tree/verification.js';
import { fault } from './check-records.js';
import { parseExtractManifest, type ExtractManifest } from './manifest.js';
import { filesOfExtract, GUIDE, KEYS, receiptFile, recordFile } from './names.js';
import { found, manifestIn, provedBy } from './opening.js';
import { readRecord } from './record.js';
import { refuse, type ExtractProved } from './verdict.js';
import type { BundleFiles } from './zip-files.js';

export interface ExtractToJudge {
  readonly signed: SignedCheckpoint;
  readonly older: SignedCheckpoint | null;
  readonly onProgress?: ((records: number, of: number) => void) | undefined;
}

const EVERY = 256;

/** Whether the files are an extract's, to go by their names: a bundle holds none of these, an extract at least one. */
export function isExtract({ sizes }: BundleFiles): boolean {
  return sizes.has(recordFile(0));
}

/**
 * Verifies an extract: that each of its records stands in the log at the place that its receipt says, and that they are the
 * first of their stream, without a gap. Whether the stream has more of them, an extract cannot prove.
 * @throws FaultFound for the first record of which that is not so
 */
export async function judgeExtract(files: BundleFiles, asked: ExtractToJudge): Promise<ExtractProved> {
  const { signed, older, onProgress } = asked;
  refuseOtherTree(signed, older);
  const manifest = await manifestIn(files, signed, parseExtractManifest);
  await refuseOtherFiles(files, manifest);
  let last = -1;
  for (let revision = 0; revision < manifest.records; revision++) {
    const bytes = await files.read(recordFile(revision));
    const { index, proof } = await receiptOf(files, revision, signed);
    if (!verifyInclusion({ index, size: signed.size, leaf: leafHash(bytes), root: signed.root, proof })) {
      throw fault('receipt-not-valid', 'is not proved by its receipt to stand in the log at this place', index, bytes);
    }
    const read = readRecord(bytes);
    if (!('record' in read)) throw fault(read.code, read.problem, index, bytes);
    if (read.record.stream !== manifest.stream || read.record.revision !== revision || index <= last) {
      const due = `comes where revision ${revision} of stream ${manifest.stream} is due`;
      throw fault('revision-out-of-order', due, index, bytes);
    }
    last = index;
    if (revision % EVERY === EVERY - 1) onProgress?.(revision + 1, manifest.records);
  }
  const { stream, records } = manifest;
  return { kind: 'extract', ...provedBy(signed, older), stream, records, completeness: 'not-proved' };
}

/** From one size to another only the whole log, or a proof that no extract holds, could lead. */
function refuseOtherTree({ size, root }: SignedCheckpoint, older: SignedCheckpoint | null): void {
  if (older === null) return;
  if (older.size !== size) {
    const message =
      `The older checkpoint counts ${older.size} records, and this extract is of a log of ${size}: an extract can only ` +
      'be held against a checkpoint of the same size. Ask for a bundle.';
    throw found('older-checkpoint-not-valid', message);
  }
  if (!older.root.equals(root)) {
    throw found(
      'history-rewritten',
      `There are two logs of ${size} records, and both are signed: history was rewritten.`,
    );
  }
}

async function refuseOtherFiles({ sizes, read }: BundleFiles, { records }: ExtractManifest): Promise<void> {
  let expected = 0;
  for (const name of filesOfExtract(records)) {
    expected++;
    if (!sizes.has(name)) throw refuse('this file is missing', name);
  }
  if (sizes.size !== expected) throw refuse(`it holds ${sizes.size} files, ${records} records need ${expected}`);
  for (const name of [KEYS, GUIDE]) await read(name);
}

async function receiptOf({ read }: BundleFiles, revision: number, { note }: SignedCheckpoint): Promise<TlogProof> {
  const name = receiptFile(revision);
  const bytes = await read(name);
  const not = (why: string) => found('receipt-not-valid', `The receipt ${name} proves nothing: ${why}.`, name);
  if (!isUtf8(bytes)) throw not('it is not text in UTF-8');
  try {
    const receipt = parseTlogProof(bytes.toString());
    if (receipt.checkpoint !== printNote(note)) throw not('it rests on another checkpoint');
    if (receipt.extra !== undefined) throw not('it holds what nobody signed');
    return receipt;
  } catch (error) {
    if (error instanceof Malformed) throw not(`it is ${error.message}`);
    throw error;
  }
}
