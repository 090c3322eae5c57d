import canonicalize from 'canonicalize';
import { parseVerifierKey } from '../notes/keys.js';
import { Exposed } from './exposed.js';
import { judgeTree } from './judge-tree.js';
import { parseManifest, type Manifest } from './manifest.js';
import { MANIFEST } from './names.js';
import { found, manifestIn, openOlder, provedBy, readCheckpoint, refuseOtherFiles, refuseShorter } from './opening.js';
import { verdictOf, type Verdict } from './verdict.js';
import { readRecord } from './record.js';
import { isExtract, judgeExtract } from './verify-extract.js';
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
 * Verifies an auditor's bundle, or an extract, with nothing but that file and what the auditor brings. Takes memory for 256 records,
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

async function judge(files: BundleFiles, options: VerifyOptions): Promise<Verdict> {
  const { key, checkpoint, fold, onProgress } = options;
  const keys = [key].flat().map(parseVerifierKey);
  const signed = await readCheckpoint(files, keys);
  const older = checkpoint === undefined ? null : openOlder(checkpoint, keys, signed);
  if (isExtract(files)) return judgeExtract(files, { signed, older, onProgress });
  const held = older === null ? [] : [{ ...older, by: 'the older checkpoint' }];
  refuseShorter(signed.size, held);
  await refuseOtherFiles(files, signed.size);
  const manifest = await manifestIn(files, signed, parseManifest);

  const exposed = new Exposed(older?.size ?? 0);
  const { streams } = await judgeTree({
    read: (path) => files.read(path),
    readLeaf: readRecord,
    size: signed.size,
    root: signed.root,
    held,
    take: (record, index) => {
      exposed.take(record, index);
      fold?.take(record);
    },
    onProgress,
  });
  refuseOtherManifest(manifest, streams, fold);
  const balances = fold === undefined ? 'not-checked' : 'checked';
  const proved = { kind: 'bundle', ...provedBy(signed, older), streams, balances } as const;
  return { ...proved, exposure: exposed.exposure, signed: signed.size };
}

function refuseOtherManifest(manifest: Manifest, streams: number, fold?: BalanceFold): void {
  if (streams !== manifest.streams) {
    const message = `The manifest counts ${manifest.streams} streams, the records are of ${streams}.`;
    throw found('manifest-differs', message, MANIFEST);
  }
  if (fold !== undefined && canonicalize(fold.balances()) !== canonicalize(manifest.balances)) {
    throw found('balances-differ', 'The records add up to other balances than the manifest states.', MANIFEST);
  }
}
