import { NotSigned, openCheckpoint, printCheckpoint, type SignedCheckpoint } from '../notes/checkpoint.js';
import type { SignerKey, VerifierKey } from '../notes/keys.js';
import { printNote, signNote } from '../notes/note.js';
import { Malformed } from '../malformed.js';
import { refuseUnlessGrown, SigningRefused, type Prover, type TreeHead } from './refusals.js';

/** Where the last signed checkpoint is kept, apart from the log, so that restoring the log does not restore it. */
export interface SignerMemory {
  /** The last signed checkpoint, a signed note; undefined before the first. */
  last(): Promise<string | undefined>;
  /**
   * Keeps `next` durably in the place of `previous`, in one step.
   * @returns false, and keeps nothing, where `previous` is not the last
   */
  replace(previous: string | undefined, next: string): Promise<boolean>;
}

export interface SignerOptions {
  readonly key: SignerKey;
  readonly memory: SignerMemory;
  /** Public keys that signed before this one did: the last checkpoint may be theirs. */
  readonly earlierKeys?: readonly VerifierKey[];
}

/** Signs a log's checkpoints, and never two that are inconsistent (C2SP tlog-checkpoint, "Signatures"). */
export class Signer {
  private readonly key: SignerKey;
  private readonly memory: SignerMemory;
  private readonly trusted: readonly VerifierKey[];

  constructor({ key, memory, earlierKeys = [] }: SignerOptions) {
    if (key.verifier.type !== 'note') throw new TypeError(`${key.verifier.name} is no key for checkpoints`);
    this.key = key;
    this.memory = memory;
    this.trusted = [key.verifier, ...earlierKeys];
  }

  /** Whose checkpoints these are: the key's name. */
  get origin(): string {
    return this.key.verifier.name;
  }

  /**
   * The checkpoint of the tree, signed. A tree that has not grown is answered with the last checkpoint as it is.
   * It is kept before it is given away: after a crash in between, nothing inconsistent can be signed.
   * @param prove makes the proof that the tree has grown from the last checkpoint; it is checked here
   * @throws SigningRefused where the tree is shorter than the last checkpoint, or does not continue it
   */
  async sign(tree: TreeHead, prove: Prover): Promise<string> {
    const previous = await this.memory.last();
    if (previous !== undefined) {
      const last = this.open(previous);
      await refuseUnlessGrown(tree, last, prove);
      if (last.size === tree.size && last.root.equals(tree.root)) return previous;
    }
    const text = printCheckpoint({ origin: this.origin, size: tree.size, root: tree.root, extensions: [] });
    return this.keep(previous, printNote({ text, signatures: [signNote(text, this.key)] }));
  }

  /**
   * Hands over to another key: it signs the last checkpoint beside this one, so that who trusts this key can follow
   * the log to the next. From then on a signer with the next key goes on.
   * @returns the last checkpoint with both signatures; undefined where nothing was signed yet
   * @throws TypeError where the next key is of another origin
   */
  async handOverTo(next: SignerKey): Promise<string | undefined> {
    if (next.verifier.name !== this.origin) throw new TypeError(`${next.verifier.name} is not ${this.origin}`);
    const previous = await this.memory.last();
    if (previous === undefined) return undefined;
    const { text, signatures } = this.open(previous).note;
    return this.keep(previous, printNote({ text, signatures: [...signatures, signNote(text, next)] }));
  }

  private open(last: string): SignedCheckpoint {
    try {
      return openCheckpoint(last, this.trusted);
    } catch (error) {
      if (!(error instanceof Malformed || error instanceof NotSigned)) throw error;
      throw new SigningRefused(
        'last-checkpoint-unreadable',
        `What is kept as the last signed checkpoint of ${this.origin} is not one: ${error.message}. It was altered, ` +
          'or it is of another key. Put the right one back, from a witness, an e-mail or a print, before going on.',
      );
    }
  }

  private async keep(previous: string | undefined, next: string): Promise<string> {
    if (await this.memory.replace(previous, next)) return next;
    throw new SigningRefused(
      'another-signer',
      `Another process has signed a checkpoint of ${this.origin} at the same time. One process signs for a log: stop ` +
        'the other one, or leave signing to it.',
    );
  }
}
