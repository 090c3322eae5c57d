import { Malformed } from '../malformed.js';
import { NotSigned, openCheckpoint, parseCheckpoint, type SignedCheckpoint } from '../notes/checkpoint.js';
import { cosign } from '../notes/cosignature.js';
import type { SignerKey, VerifierKey } from '../notes/keys.js';
import { parseNote, printSignatures } from '../notes/note.js';
import { EMPTY_ROOT } from '../tree/growth.js';
import { verifyConsistency } from '../tree/verification.js';
import type { TreeHead } from '../signing/refusals.js';
import { parseAddCheckpoint, type AddCheckpoint } from './request.js';

/** A log that this witness watches. */
export interface WitnessedLog {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
}

/** What a witness remembers: the newest tree it cosigned of each log. */
export interface WitnessMemory {
  latest(origin: string): Promise<TreeHead | undefined>;
  /**
   * Keeps `next` durably in the place of a tree of `previousSize` leaves (0 where there is none), in one step.
   * @returns false, and keeps nothing, where the latest has another size
   */
  replace(origin: string, previousSize: number, next: TreeHead): Promise<boolean>;
}

/** What to answer over HTTP. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

export interface WitnessOptions {
  /** Of type `cosignature`. */
  readonly key: SignerKey;
  readonly logs: readonly WitnessedLog[];
  readonly memory: WitnessMemory;
  /** Seconds since 1970. */
  readonly now?: () => number;
}

/** Watches that logs only grow, and says so with its cosignature (C2SP tlog-witness). */
export class Witness {
  private readonly logs: ReadonlyMap<string, WitnessedLog>;
  private readonly now: () => number;

  constructor(private readonly options: WitnessOptions) {
    this.logs = new Map(options.logs.map((log) => [log.origin, log]));
    this.now = options.now ?? (() => Math.floor(Date.now() / 1_000));
  }

  /** Answers `POST add-checkpoint` with the statuses and in the order that C2SP tlog-witness asks for. */
  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    let request: AddCheckpoint;
    let log: WitnessedLog | undefined;
    try {
      request = parseAddCheckpoint(body);
      log = this.logs.get(parseCheckpoint(parseNote(request.checkpoint).text).origin);
    } catch (error) {
      if (error instanceof Malformed) return inWords(400, error.message);
      throw error;
    }
    if (log === undefined) return inWords(404, 'this witness does not watch that log');
    try {
      return await this.judge(log, request, openCheckpoint(request.checkpoint, log.keys));
    } catch (error) {
      if (error instanceof NotSigned) return inWords(403, error.message);
      throw error;
    }
  }

  private async judge(
    { origin }: WitnessedLog,
    { oldSize, proof }: AddCheckpoint,
    { size, root, note }: SignedCheckpoint,
  ): Promise<WitnessAnswer> {
    if (oldSize > size) return inWords(400, 'the old size is larger than the checkpoint');
    const latest = (await this.options.memory.latest(origin)) ?? { size: 0, root: EMPTY_ROOT };
    if (latest.size !== oldSize) return sizeIs(latest.size);
    if (oldSize === size && !latest.root.equals(root)) return inWords(409, 'another tree of this size was cosigned');
    // RFC 9162 has no proof from an empty tree: from there it must be empty.
    const grown =
      oldSize === 0
        ? proof.length === 0
        : verifyConsistency({ oldSize, newSize: size, oldRoot: latest.root, newRoot: root, proof });
    if (!grown) return inWords(422, 'the consistency proof does not verify');
    // Kept before it is answered, and only if no other request came between: no rollback can be cosigned.
    if (!(await this.options.memory.replace(origin, oldSize, { size, root }))) {
      return sizeIs((await this.options.memory.latest(origin))?.size ?? 0);
    }
    return {
      ...inWords(200, ''),
      body: printSignatures([cosign(note.text, this.options.key, this.now())]),
    };
  }
}

function inWords(status: WitnessAnswer['status'], body: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${body}\n` };
}

/** Tells a log that is behind, or ahead, where the witness stands. */
function sizeIs(size: number): WitnessAnswer {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` };
}
