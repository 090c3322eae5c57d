import { hash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFile } from '#side-files/problems';
import { parseCheckpoint, printCheckpoint } from '../notes/checkpoint.js';
import { newKey, parseSignerKey, publicKeyFor, type SignerKey } from '../notes/keys.js';
import type { TreeHead } from '../signing/refusals.js';
import type { WitnessMemory } from '../witness/witness.js';
import { Chain } from './chain.js';
import { namesIn, readText, replaceText } from './files.js';
import { checkFormat, checkParts, markFormat, type FolderFormat } from './format.js';

const SECRET = 'witness-key';
/** The folder of a log: `chainOf`. */
const LOG = /^[0-9a-f]{32}$/;
const FORMAT: FolderFormat = {
  kind: 'homeward-witness',
  version: 1,
  remedy:
    'It holds the key that cosigns and the newest tree of each log that was cosigned. While the server is stopped, move it away ' +
    'as evidence: the next start makes a new key, of which those whose logs it watches have to be told. It must not go on from ' +
    'a backup: what it cosigned since could be contradicted.',
};

/** What makes a Homeward a witness of other logs, in a folder: its key, and the newest tree of each log that it cosigned. */
export class WitnessFolder implements WitnessMemory {
  private constructor(private readonly folder: string) {}

  /** True where a Homeward has witnessed from this folder, or is about to. */
  static exists(folder: string): boolean {
    return existsSync(join(folder, SECRET));
  }

  /** Looks whether this version can use a folder, which is only read. @throws NewerFile, DamagedFile */
  static check(folder: string): void {
    checkFormat(folder, FORMAT);
    const logs = namesIn(folder).filter((name) => LOG.test(name));
    const isThere = WitnessFolder.exists(folder);
    if (!isThere && logs.length > 0) throw new DamagedFile(folder, `its file ${SECRET} is missing`, FORMAT.remedy);
    const opened = new WitnessFolder(folder);
    checkParts(folder, FORMAT, [
      [SECRET, () => isThere && opened.key],
      ...logs.map((log) => [log, () => treeOf(new Chain(join(folder, log)))] as const),
    ]);
  }

  /**
   * Opens the folder, and makes it with a new key where it does not exist.
   * @param name the witness's name, for a new key only, e.g. `ngo.example/witness`
   * @throws NewerFile, DamagedFile
   */
  static open(folder: string, name: string): WitnessFolder {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    WitnessFolder.check(folder);
    const secret = join(folder, SECRET);
    markFormat(folder, FORMAT);
    if (!existsSync(secret)) replaceText(secret, `${newKey(name, 'cosignature').secret}\n`);
    return new WitnessFolder(folder);
  }

  get key(): SignerKey {
    return parseSignerKey(this.secret);
  }

  /** The public key, to be given to those whose logs it watches. */
  get publicKey(): string {
    return publicKeyFor(this.secret);
  }

  async latest(origin: string): Promise<TreeHead | undefined> {
    return treeOf(this.chainOf(origin));
  }

  async replace(origin: string, previousSize: number, { size, root }: TreeHead): Promise<boolean> {
    const chain = this.chainOf(origin);
    const last = chain.last();
    if ((last === undefined ? 0 : parseCheckpoint(last).size) !== previousSize) return false;
    return chain.replace(last, printCheckpoint({ origin, size, root, extensions: [] }));
  }

  private get secret(): string {
    return readText(join(this.folder, SECRET))!.trimEnd();
  }

  private chainOf(origin: string): Chain {
    return new Chain(join(this.folder, hash('sha256', origin, 'hex').slice(0, 32)));
  }
}

function treeOf(chain: Chain): TreeHead | undefined {
  const text = chain.last();
  return text === undefined ? undefined : parseCheckpoint(text);
}
