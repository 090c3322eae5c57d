import { Malformed } from '../malformed.js';
import type { Hash } from '../tree/growth.js';
import { parseCount, parseHash } from './fields.js';
import { isSignedBy, parseNote, type Note } from './note.js';
import type { VerifierKey } from './keys.js';

/** A log's tree at one moment (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Homeward writes none, and carries those of others along. */
  readonly extensions: readonly string[];
}

/** A checkpoint whose signature was checked. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
  /** The keys, among those that were asked for, that signed it. */
  readonly signedBy: readonly VerifierKey[];
}

/** No trusted key signed the note, or a signature that claims to be by one is not. */
export class NotSigned extends Error {
  override readonly name = 'NotSigned';
}

const FORMAT = 'checkpoint';

/**
 * Reads a note's text as a checkpoint (C2SP tlog-checkpoint, "Note text").
 * @throws Malformed for anything else
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new Malformed(FORMAT, 'its last line does not end');
  const lines = text.slice(0, -1).split('\n');
  const [origin, size, root, ...extensions] = lines;
  if (origin === undefined || size === undefined || root === undefined) {
    throw new Malformed(FORMAT, 'it is not origin, size and root');
  }
  if (lines.includes('')) throw new Malformed(FORMAT, 'it has an empty line');
  return { origin, size: parseCount(size), root: parseHash(root), extensions };
}

/** The text that a log signs. */
export function printCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), root.toString('base64'), ...extensions].map((line) => `${line}\n`).join('');
}

/**
 * Reads a signed checkpoint and checks it against the keys that are trusted for its log. Signatures of keys that are
 * not given are passed over, as C2SP signed-note asks.
 * @throws Malformed where it is no signed checkpoint
 * @throws NotSigned where none of the keys signed it, or where its origin is not the name of the key that did
 */
export function openCheckpoint(text: string, keys: readonly VerifierKey[]): SignedCheckpoint {
  const note = parseNote(text);
  const checkpoint = parseCheckpoint(note.text);
  const signedBy = keys.filter((key) => isSignedBy(note, key));
  if (signedBy.length === 0) {
    const names = note.signatures.map(({ name, keyId }) => `${name} (key ${keyId})`).join(', ');
    throw new NotSigned(`the checkpoint has no good signature by a trusted key; it claims to be signed by ${names}`);
  }
  const stranger = signedBy.find(({ name }) => name !== checkpoint.origin);
  if (stranger !== undefined) {
    throw new NotSigned(`the checkpoint is of ${checkpoint.origin}, but signed with the key of ${stranger.name}`);
  }
  return { ...checkpoint, note, signedBy };
}
