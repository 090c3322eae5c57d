import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFile } from '#side-files/problems';
import { openCheckpoint, parseCheckpoint } from '../notes/checkpoint.js';
import { newKey, parseSignerKey, parseVerifierKey, publicKeyFor, type SignerKey } from '../notes/keys.js';
import { parseNote } from '../notes/note.js';
import { newKeyRing, parseKeyRing, printKeyRing, rotate, type KeyRing } from '../signing/key-ring.js';
import { SigningRefused } from '../signing/refusals.js';
import { Signer, type SignerMemory } from '../signing/signer.js';
import { Chain } from './chain.js';
import { readText, replaceText } from './files.js';
import { checkFormat, checkParts, markFormat, type FolderFormat } from './format.js';

/** Said when a log went on without being able to continue its last checkpoint, as after the restore of an old copy. */
export interface NewOrigin {
  /** Null where its folder was lost and nothing else knew it. */
  readonly previousOrigin: string | null;
  /** The last checkpoint of the old origin; null where nothing had been signed. */
  readonly previousCheckpoint: string | null;
  readonly reason: string;
  /** RFC 3339 instant. */
  readonly declaredAt: string;
}

const SECRET = 'signing-key';
const NEXT_SECRET = 'signing-key.next';
const RING = 'keys.json';
const CHECKPOINTS = 'checkpoints';
/** Stands there until the first checkpoint is signed: a folder without checkpoints and without it has lost them. */
const NOT_SIGNED_YET = 'not-signed-yet';
const DECLARED = 'new-origin.json';
const FORMAT: FolderFormat = {
  kind: 'homeward-ledger',
  version: 1,
  remedy:
    'It holds the key that signs and the last checkpoints. While the server is stopped, move it away as evidence, and restore ' +
    'the newest backup with "homeward restore": docs/backup.md says under which name the log then goes on. Without a backup ' +
    'the log goes on under a new name only where somebody says why: homeward keys declare-lost --reason "<why>" --data ' +
    '<the data folder>. Auditors and witnesses have to be told.',
};
/** So often a rotation is tried that meets another process which signs. */
const ATTEMPTS = 3;

/**
 * What signs a log, in a folder apart from it: its key, all its public keys, its last checkpoints. Restoring the log does not
 * restore this folder. Only its owner may read it.
 */
export class LedgerFolder implements SignerMemory {
  private readonly checkpoints: Chain;

  private constructor(readonly folder: string) {
    this.checkpoints = new Chain(join(folder, CHECKPOINTS));
  }

  /** True where a log has been signed from this folder, or is about to be. */
  static exists(folder: string): boolean {
    return existsSync(join(folder, SECRET));
  }

  /** True where a folder holds its key and either its checkpoints or the mark that there are none yet. */
  static isWhole(folder: string): boolean {
    return LedgerFolder.exists(folder) && readable(folder) !== undefined;
  }

  /** Looks whether this version can use a folder, which is only read. @throws NewerFile, DamagedFile */
  static check(folder: string): void {
    checkFormat(folder, FORMAT);
    const has = (name: string): boolean => existsSync(join(folder, name));
    if (!has(SECRET) && (has(RING) || has(CHECKPOINTS))) {
      throw new DamagedFile(folder, `its file ${SECRET} is missing`, FORMAT.remedy);
    }
    const opened = new LedgerFolder(folder);
    if (has(SECRET) && !has(NOT_SIGNED_YET) && opened.checkpoints.last() === undefined) {
      throw new DamagedFile(
        folder,
        `its ${CHECKPOINTS} are missing: nobody could tell whether the log was cut`,
        FORMAT.remedy,
      );
    }
    checkParts(folder, FORMAT, [
      [SECRET, () => has(SECRET) && opened.key()],
      [NEXT_SECRET, () => has(NEXT_SECRET) && parseSignerKey(opened.secret(NEXT_SECRET)!)],
      [RING, () => has(RING) && opened.ring()],
      [DECLARED, () => opened.declared()],
      [CHECKPOINTS, () => has(CHECKPOINTS) && parseCheckpoint(parseNote(opened.checkpoints.last() ?? '').text)],
    ]);
  }

  /**
   * The last checkpoint that was signed from this folder, which is only read; undefined where there is none.
   * @throws NewerFile
   */
  static lastCheckpointIn(folder: string): string | undefined {
    checkFormat(folder, FORMAT);
    return new Chain(join(folder, CHECKPOINTS)).last();
  }

  /**
   * Opens the folder, and makes it with a new key where it does not exist.
   * @param origin the log's name, e.g. `ngo.example/homeward`; left out: the one it has, or a new one that nobody else has
   * @throws Error where the log has another name already; NewerFile, DamagedFile
   */
  static open(folder: string, origin?: string): LedgerFolder {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    LedgerFolder.check(folder);
    const secret = join(folder, SECRET);
    if (!existsSync(secret)) {
      markFormat(folder, FORMAT);
      const name = origin ?? `homeward/${randomBytes(8).toString('hex')}`;
      replaceText(join(folder, NOT_SIGNED_YET), '');
      replaceText(secret, `${newKey(name, 'note').secret}\n`);
    }
    const opened = new LedgerFolder(folder);
    const named = opened.key().verifier.name;
    if (origin !== undefined && origin !== named) {
      throw new Error(
        `The log is called ${named} since its first checkpoint, not ${origin}. A log keeps its name: set LEDGER_ORIGIN ` +
          `to ${named}, or leave it out.`,
      );
    }
    opened.finishRotation();
    return opened;
  }

  get origin(): string {
    return this.key().verifier.name;
  }

  /** Signs with the key in use. Made again for each signing, as the key may have been rotated meanwhile. */
  signer(): Signer {
    this.finishRotation();
    const [...periods] = this.ring();
    const inUse = periods.pop()!;
    const key = this.key();
    if (parseVerifierKey(inUse.key).id !== key.verifier.id) {
      throw new Error(`${join(this.folder, SECRET)} is not the key that ${RING} says is in use, ${inUse.key}`);
    }
    return new Signer({ key, memory: this, earlierKeys: periods.map((period) => parseVerifierKey(period.key)) });
  }

  /** All public keys of the log, the one in use last. */
  ring(): KeyRing {
    const kept = readText(join(this.folder, RING));
    if (kept !== undefined) return parseKeyRing(kept);
    const ring = newKeyRing(publicKeyFor(this.secret(SECRET)!));
    replaceText(join(this.folder, RING), printKeyRing(ring));
    return ring;
  }

  /**
   * Puts a new key in the place of the one in use. The last checkpoint is then signed by both, so that who trusts the old one
   * can follow. May be done while a server signs.
   * @returns the public key that is in use from now on
   * @throws SigningRefused where what was signed last cannot be handed over
   */
  async rotate(): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.handOver();
      } catch (error) {
        const passes = error instanceof SigningRefused && error.code === 'another-signer' && attempt < ATTEMPTS;
        if (!passes) throw error;
      }
    }
  }

  /** What was said when this log went on under a new origin; undefined where it never did. */
  declared(): NewOrigin | undefined {
    const text = readText(join(this.folder, DECLARED));
    return text === undefined ? undefined : (JSON.parse(text) as NewOrigin);
  }

  async last(): Promise<string | undefined> {
    return this.checkpoints.last();
  }

  async replace(previous: string | undefined, next: string): Promise<boolean> {
    markFormat(this.folder, FORMAT);
    const isKept = await this.checkpoints.replace(previous, next);
    if (previous === undefined && isKept) rmSync(join(this.folder, NOT_SIGNED_YET), { force: true });
    return isKept;
  }

  private async handOver(): Promise<string> {
    const signer = this.signer();
    const next = newKey(this.origin, 'note');
    replaceText(join(this.folder, NEXT_SECRET), `${next.secret}\n`);
    try {
      const handedOver = await signer.handOverTo(parseSignerKey(next.secret));
      if (handedOver === undefined) this.take(this.ring(), next.secret, 0);
    } catch (error) {
      if (error instanceof SigningRefused) rmSync(join(this.folder, NEXT_SECRET), { force: true });
      throw error;
    }
    this.finishRotation();
    return next.verifier;
  }

  /** After a crash in the middle of a rotation as well: what both keys have signed is handed over. */
  private finishRotation(): void {
    const secret = this.secret(NEXT_SECRET);
    if (secret === undefined) return;
    const next = parseSignerKey(secret);
    const ring = this.ring();
    const inUse = parseVerifierKey(ring.at(-1)!.key);
    const last = this.checkpoints.last();
    if (inUse.id === next.verifier.id) this.take(ring, secret);
    else if (last !== undefined) {
      const { size, signedBy } = openCheckpoint(last, [inUse, next.verifier]);
      if (signedBy.length === 2) this.take(ring, secret, size);
    }
  }

  /** The ring says so first, then the secret goes into its place. Two processes may do it at once: they do the same. */
  private take(ring: KeyRing, secret: string, atSize?: number): void {
    const at = (name: string): string => join(this.folder, name);
    if (atSize !== undefined) replaceText(at(RING), printKeyRing(rotate(ring, publicKeyFor(secret), atSize)));
    try {
      renameSync(at(NEXT_SECRET), at(SECRET));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  private key(): SignerKey {
    return parseSignerKey(this.secret(SECRET)!);
  }

  private secret(name: string): string | undefined {
    return readText(join(this.folder, name))?.trimEnd();
  }
}

/**
 * Puts a log's folder aside and begins another with a new key under a new origin: for a log that can no longer continue what
 * it signed. The old folder stays beside it as evidence; it may be damaged, or missing altogether.
 * @returns what was declared, and where the old folder is
 */
export async function beginNewOrigin(
  folder: string,
  { reason, now, origin, formerOrigin = null }: NewOriginOptions,
): Promise<NewOrigin & { readonly keptIn: string | null }> {
  const old = readable(folder);
  const declared: NewOrigin = {
    previousOrigin: old?.origin ?? formerOrigin,
    previousCheckpoint: (await old?.last()) ?? null,
    reason,
    declaredAt: now.toISOString(),
  };
  const keptIn = existsSync(folder) ? `${folder}-until-${declared.declaredAt.replaceAll(/[:.]/g, '-')}` : null;
  if (keptIn !== null) renameSync(folder, keptIn);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  replaceText(join(folder, DECLARED), `${JSON.stringify(declared, null, 2)}\n`);
  LedgerFolder.open(folder, origin);
  return { ...declared, keptIn };
}

export interface NewOriginOptions {
  readonly reason: string;
  readonly now: Date;
  /** The new name; left out: one that nobody else has. */
  readonly origin?: string;
  /** What the log was called, where its folder can no longer say it. */
  readonly formerOrigin?: string | null;
}

/** A folder as it is; undefined where nothing can be read out of it any more. @throws NewerFile */
function readable(folder: string): LedgerFolder | undefined {
  if (!LedgerFolder.exists(folder)) return undefined;
  try {
    return LedgerFolder.open(folder);
  } catch (error) {
    if (error instanceof DamagedFile) return undefined;
    throw error;
  }
}
