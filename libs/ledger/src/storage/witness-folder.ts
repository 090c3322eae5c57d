import { hash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint, printCheckpoint } from '../notes/checkpoint.js';
import { newKey, parseSignerKey, publicKeyFor, type SignerKey } from '../notes/keys.js';
import type { TreeHead } from '../signing/refusals.js';
import type { WitnessMemory } from '../witness/witness.js';
import { Chain } from './chain.js';
import { readText, replaceText } from './files.js';

const SECRET = 'witness-key';

/** What makes a Homeward a witness of other logs, in a folder: its key, and the newest tree of each log that it cosigned. */
export class WitnessFolder implements WitnessMemory {
  private constructor(private readonly folder: string) {}

  /** True where a Homeward has witnessed from this folder, or is about to. */
  static exists(folder: string): boolean {
    return existsSync(join(folder, SECRET));
  }

  /**
   * Opens the folder, and makes it with a new key where it does not exist.
   * @param name the witness's name, for a new key only, e.g. `ngo.example/witness`
   */
  static open(folder: string, name: string): WitnessFolder {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const secret = join(folder, SECRET);
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
    const text = this.chainOf(origin).last();
    return text === undefined ? undefined : parseCheckpoint(text);
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
