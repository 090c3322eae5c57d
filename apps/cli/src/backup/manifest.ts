/** A file of a backup, and how it is known again. */
export interface BackedUpFile {
  /** From the data folder on, with slashes. */
  readonly name: string;
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

/** The log as a backup holds it. */
export interface BackedUpLog {
  readonly records: number;
  /** Position of its last entry; null for an empty log. */
  readonly position: string | null;
  /** Root of the Merkle tree over all its records (RFC 9162), base64. */
  readonly root: string;
}

/** What a backup says of itself. Stands in it as `manifest.json`. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** RFC 3339 instant. */
  readonly madeAt: string;
  /** Null where the log is kept elsewhere, e.g. in a KurrentDB. */
  readonly log: BackedUpLog | null;
  /** The last checkpoint that had been signed, a signed note; null where none had been. */
  readonly checkpoint: string | null;
  readonly files: readonly BackedUpFile[];
}

export const FORMAT = 'homeward-backup/1';
export const MANIFEST = 'manifest.json';

/** The backup cannot be used. The message says why, as a whole sentence. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

const NAME = /^(?:[\w][\w.@+-]*\/)*[\w][\w.@+-]*$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** True for a name that a backup may hold: it leads nowhere but into the data folder. */
function isFileName(name: string): boolean {
  return NAME.test(name) && !name.split('/').includes('..') && name !== MANIFEST;
}

/** @throws BackupRefused for what is no manifest of a backup */
export function parseManifest(text: string): Manifest {
  let manifest: Partial<Manifest> | null;
  try {
    manifest = JSON.parse(text) as Partial<Manifest> | null;
  } catch {
    throw new BackupRefused(`Its ${MANIFEST} is not JSON.`);
  }
  if (typeof manifest !== 'object' || manifest?.format !== FORMAT) {
    throw new BackupRefused(`Its ${MANIFEST} is not one of ${FORMAT}: it may come from another version.`);
  }
  const { madeAt, log, checkpoint, files } = manifest;
  const isRight =
    typeof madeAt === 'string' &&
    !Number.isNaN(Date.parse(madeAt)) &&
    (log === null || isLog(log)) &&
    (checkpoint === null || typeof checkpoint === 'string') &&
    Array.isArray(files) &&
    files.every(isFile) &&
    new Set(files.map(({ name }) => name)).size === files.length;
  if (!isRight) throw new BackupRefused(`Its ${MANIFEST} does not say what a backup has to say.`);
  return manifest as Manifest;
}

function isLog(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { records, position, root } = value as Partial<BackedUpLog>;
  return (
    Number.isSafeInteger(records) && (position === null || typeof position === 'string') && typeof root === 'string'
  );
}

function isFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, bytes, sha256 } = value as Partial<BackedUpFile>;
  return typeof name === 'string' && isFileName(name) && Number.isSafeInteger(bytes) && SHA256.test(String(sha256));
}
