import canonicalize from 'canonicalize';
import { parseVerifierKey } from '../notes/keys.js';
import type { SignedCheckpoint } from '../notes/checkpoint.js';
import type { Hash } from '../tree/growth.js';
import { checkRecords, type RecordsChecked } from './check-records.js';
import { checkTiles } from './check-tiles.js';
import type { Manifest } from './manifest.js';
import { MANIFEST } from './names.js';
import { found, openOlder, readCheckpoint, readManifest, refuseOtherFiles } from './opening.js';
import { FaultFound, type Verdict } from './verdict.js';
import type { BalanceFold } from './write.js';
import { openZip, type BundleFiles } from './zip-files.js';

export interface VerifyOptions {
  /** The log's public key, or several after a rotation; not from the bundle. One that signed is enough. */
  readonly key: string | readonly string[];
  /** An older signed checkpoint that the auditor holds: the only thing that shows that history was rewritten. */
  readonly checkpoint?: string | undefined;
  /** A new one, without records; without it the manifest's balances are not checked. */
  readonly fold?: BalanceFold | undefined;
  readonly onProgress?: ((records: number, of: number) => void) | undefined;
}

/**
 * Verifies an auditor's bundle with nothing but the bundle and what the auditor brings. Takes memory for 256 records,
 * 80 bytes a record, and what the fold takes.
 * @param file path of the ZIP
 * @throws Malformed where a key that is given is none; Error where the file cannot be read from the disk
 */
export async function verifyBundle(file: string, options: VerifyOptions): Promise<Verdict> {
  return verdictOf(async () => {
    const zip = await openZip(file);
    try {
      return await judge(zip, options);
    } finally {
      await zip.close();
    }
  });
}

/** Verifies the files of a bundle, wherever they are: see `verifyBundle`. */
export async function verifyFiles(files: BundleFiles, options: VerifyOptions): Promise<Verdict> {
  return verdictOf(() => judge(files, options));
}

async function verdictOf(work: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultFound) return { ok: false, fault: error.fault };
    throw error;
  }
}

async function judge(files: BundleFiles, { key, checkpoint, fold, onProgress }: VerifyOptions): Promise<Verdict> {
  const keys = [key].flat().map(parseVerifierKey);
  const signed = await readCheckpoint(files, keys);
  const { origin, size, root, signedBy } = signed;
  const older = checkpoint === undefined ? null : openOlder(checkpoint, keys, signed);
  await refuseOtherFiles(files, size);
  const manifest = await readManifest(files, signed);

  const olderSize = older?.size ?? null;
  const tiles = await checkTiles(files, signed, olderSize);
  if (tiles.authentic) refuseUnlessContinued(tiles.regrowth.olderRoot, older);
  const records = await checkRecords(files, {
    size,
    olderSize,
    authentic: tiles.authentic,
    take: (record) => fold?.take(record),
    onProgress: onProgress && ((done) => onProgress(done, size)),
  });
  if (!records.regrowth.root.equals(root)) {
    const message =
      'The records are not those that were signed. The tiles were altered as well, so that it cannot be told which ' +
      'record is the first that is broken.';
    throw found('root-differs', message);
  }
  refuseUnlessContinued(records.regrowth.olderRoot, older);
  const broken = records.broken ?? tiles.broken;
  if (broken !== undefined) {
    throw found('tile-differs', `The records are those that were signed, but ${broken} does not fit them.`, broken);
  }
  refuseOtherManifest(manifest, records, fold);
  return {
    ok: true,
    origin,
    size,
    root: root.toString('base64'),
    signedBy: signedBy.map(({ name, id }) => `${name}+${id}`),
    streams: records.streams,
    continues: olderSize,
    balances: fold === undefined ? 'not-checked' : 'checked',
  };
}

function refuseUnlessContinued(root: Hash | undefined, older: SignedCheckpoint | null): void {
  if (older === null || root?.equals(older.root)) return;
  const message =
    `The log does not continue the older checkpoint: among its first ${older.size} records at least one is not the ` +
    'one that was signed then. It was rewritten, and signed again.';
  throw found('history-rewritten', message);
}

function refuseOtherManifest({ streams, balances }: Manifest, records: RecordsChecked, fold?: BalanceFold): void {
  if (records.streams !== streams) {
    const message = `The manifest counts ${streams} streams, the records are of ${records.streams}.`;
    throw found('manifest-differs', message, MANIFEST);
  }
  if (fold !== undefined && canonicalize(fold.balances()) !== canonicalize(balances)) {
    throw found('balances-differ', 'The records add up to other balances than the manifest states.', MANIFEST);
  }
}
