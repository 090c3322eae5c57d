import { isUtf8 } from 'node:buffer';
import { Malformed } from '../malformed.js';
import { NotSigned, openCheckpoint, type SignedCheckpoint } from '../notes/checkpoint.js';
import type { VerifierKey } from '../notes/keys.js';
import { HASH_BYTES } from '../tree/growth.js';
import { parseTilePath } from '../tiles/paths.js';
import { CHECKPOINT, filesOf, GUIDE, KEYS, MANIFEST } from './names.js';
import type { HeldCheckpoint } from './tree-to-judge.js';
import { FaultFound, refuse, type FaultCode } from './verdict.js';
import type { BundleFiles } from './zip-files.js';

/** @throws FaultFound where the bundle's checkpoint is none, or not signed by a trusted key */
export async function readCheckpoint(files: BundleFiles, keys: readonly VerifierKey[]): Promise<SignedCheckpoint> {
  const bytes = await files.read(CHECKPOINT);
  if (!isUtf8(bytes)) throw refuse('it is not text in UTF-8', CHECKPOINT);
  try {
    return openCheckpoint(bytes.toString(), keys);
  } catch (error) {
    if (error instanceof Malformed) throw refuse(`it is ${error.message}`, CHECKPOINT);
    if (error instanceof NotSigned) throw found('signature-not-valid', sentence(error.message), CHECKPOINT);
    throw error;
  }
}

/**
 * Opens the auditor's own older checkpoint.
 * @throws FaultFound where it is no signed checkpoint of this log
 */
export function openOlder(
  text: string,
  keys: readonly VerifierKey[],
  { origin }: Pick<SignedCheckpoint, 'origin'>,
): SignedCheckpoint {
  let older: SignedCheckpoint;
  try {
    older = openCheckpoint(text, keys);
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof NotSigned)) throw error;
    throw found('older-checkpoint-not-valid', `The older checkpoint proves nothing: ${error.message}.`);
  }
  if (older.origin !== origin) {
    throw found('older-checkpoint-not-valid', `The older checkpoint is of ${older.origin}, this log is ${origin}.`);
  }
  return older;
}

/** @throws FaultFound where the log is shorter than a checkpoint that it must continue */
export function refuseShorter(size: number, held: readonly HeldCheckpoint[]): void {
  const longer = held.find((checkpoint) => checkpoint.size > size);
  if (longer === undefined) return;
  const by = `${longer.by.charAt(0).toUpperCase()}${longer.by.slice(1)}`;
  throw found('log-shorter', `${by} counts ${longer.size} records, the log here only ${size}.`);
}

/** What a verdict says of the checkpoint that it rests on. */
export function provedBy({ origin, size, root, signedBy }: SignedCheckpoint, older: SignedCheckpoint | null) {
  return {
    ok: true,
    origin,
    size,
    root: root.toString('base64'),
    signedBy: signedBy.map(({ name, id }) => `${name}+${id}`),
    continues: older?.size ?? null,
  } as const;
}

/** @throws FaultFound where a file is missing, is one too many, or cannot be of its size */
export async function refuseOtherFiles({ sizes, read }: BundleFiles, size: number): Promise<void> {
  let expected = 0;
  for (const name of filesOf(size)) {
    expected++;
    const bytes = sizes.get(name);
    if (bytes === undefined) throw refuse('this file is missing', name);
    if (!name.startsWith('tile/')) continue;
    const { level, width } = parseTilePath(name);
    if (level !== 'entries' && bytes !== width * HASH_BYTES) {
      throw refuse(`this tile is ${bytes} bytes long, and should be ${width * HASH_BYTES}`, name);
    }
  }
  if (sizes.size !== expected) throw refuse(`it holds ${sizes.size} files, a log of ${size} records needs ${expected}`);
  // Nothing is concluded from these two, but a bundle that is damaged is not given out as good.
  for (const name of [KEYS, GUIDE]) await read(name);
}

/** @throws FaultFound where the manifest is none, or is of another log or size than the checkpoint */
export async function manifestIn<Either extends { readonly origin: string; readonly size: number }>(
  files: BundleFiles,
  { origin, size }: SignedCheckpoint,
  parse: (json: string) => Either,
): Promise<Either> {
  const bytes = await files.read(MANIFEST);
  let manifest: Either;
  try {
    if (!isUtf8(bytes)) throw new Malformed('manifest', 'it is not text in UTF-8');
    manifest = parse(bytes.toString());
  } catch (error) {
    if (error instanceof Malformed) throw found('manifest-differs', `It is ${error.message}.`, MANIFEST);
    throw error;
  }
  if (manifest.origin !== origin || manifest.size !== size) {
    const message = `The manifest is of ${manifest.size} records of ${manifest.origin}, the checkpoint of ${size} of ${origin}.`;
    throw found('manifest-differs', message, MANIFEST);
  }
  return manifest;
}

/** A fault that is not one record's. */
export function found(code: FaultCode, message: string, file?: string): FaultFound {
  return new FaultFound({ code, message, ...(file === undefined ? {} : { file }) });
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
