import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '#eventsourcing';
import { parseVerifierKey } from '../notes/keys.js';
import { sha256, type Hash } from '../tree/growth.js';
import { Exposed } from './exposed.js';
import { judgeTree } from './judge-tree.js';
import { parseManifest } from './manifest.js';
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
 * 80 bytes a record, and what the fold takes. Of the manifest's balances it keeps a hash.
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
  const stated = await manifestIn(files, signed, (json) => statedIn(json, fold !== undefined));

  const exposed = new Exposed(older?.size ?? 0);
  const { streams, repeatedIds } = await judgeTree({
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
  refuseOtherManifest(stated, streams, fold);
  const balances = fold === undefined ? 'not-checked' : 'checked';
  const proved = { kind: 'bundle', ...provedBy(signed, older), streams, repeatedIds, balances } as const;
  return { ...proved, exposure: exposed.exposure, signed: signed.size };
}

/** What a manifest states that the records show as well. */
interface Stated {
  readonly origin: string;
  readonly size: number;
  readonly streams: number;
  /** Undefined where they are not checked, or none that records add up to. */
  readonly balances: Hash | undefined;
}

/** Keeps of the balances, which are as many as the cohorts, a hash alone. */
function statedIn(json: string, withBalances: boolean): Stated {
  const { origin, size, streams, balances } = parseManifest(json);
  const stated = { origin, size, streams, balances: undefined };
  if (!withBalances) return stated;
  try {
    return { ...stated, balances: hashOf(balances) };
  } catch {
    // That they differ is said once all records are known to be good.
    return stated;
  }
}

/**
 * A hash that only the same balances have: of the canonical form of each member in turn, as that of all would take more
 * memory than all records before.
 * @throws Error for what has no canonical form, such as a text that is not well-formed
 */
function hashOf(balances: Json): Hash {
  if (typeof balances !== 'object' || balances === null || Array.isArray(balances)) {
    return sha256(canonicalize(balances)!);
  }
  const hash = createHash('sha256');
  for (const [name, member] of Object.entries(balances).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (member !== undefined) hash.update(canonicalize({ [name]: member })!);
  }
  return hash.digest();
}

function refuseOtherManifest(stated: Stated, streams: number, fold?: BalanceFold): void {
  if (streams !== stated.streams) {
    const message = `The manifest counts ${stated.streams} streams, the records are of ${streams}.`;
    throw found('manifest-differs', message, MANIFEST);
  }
  if (fold !== undefined && stated.balances?.equals(hashOf(fold.balances())) !== true) {
    throw found('balances-differ', 'The records add up to other balances than the manifest states.', MANIFEST);
  }
}
