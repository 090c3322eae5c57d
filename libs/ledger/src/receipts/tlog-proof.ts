import { Malformed } from '../malformed.js';
import { parseBase64, parseCount, parseHash } from '../notes/fields.js';
import type { Hash } from '../tree/growth.js';

/** That an entry stands in a log, to be checked offline (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number;
  /** The inclusion proof in the checkpoint's tree. */
  readonly proof: readonly Hash[];
  /** A signed note, cosigned or not. */
  readonly checkpoint: string;
  /** Not authenticated by anything. */
  readonly extra?: Uint8Array;
}

const FORMAT = 'tlog-proof';
const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_LENGTH = 2_000_000;
const MAX_PROOF_LINES = 63;

/** @throws Malformed for anything that `printTlogProof` does not write */
export function parseTlogProof(text: string): TlogProof {
  if (text.length > MAX_LENGTH) throw new Malformed(FORMAT, 'it is too long');
  const separator = text.indexOf('\n\n');
  if (separator < 0) throw new Malformed(FORMAT, 'no empty line stands before the checkpoint');
  const [header, ...lines] = text.slice(0, separator).split('\n');
  if (header !== HEADER) throw new Malformed(FORMAT, `it does not begin with ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? parseBase64(lines.shift()!.slice('extra '.length)) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw new Malformed(FORMAT, 'it names no index');
  if (lines.length > MAX_PROOF_LINES) throw new Malformed(FORMAT, `the proof has over ${MAX_PROOF_LINES} lines`);
  return {
    index: parseCount(index.slice('index '.length)),
    proof: lines.map(parseHash),
    checkpoint: text.slice(separator + 2),
    ...(extra === undefined ? {} : { extra }),
  };
}

/** The text of a `.tlog-proof` file. */
export function printTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  return [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${Buffer.from(extra).toString('base64')}`]),
    `index ${index}`,
    ...proof.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n');
}
