import type { Logger } from 'pino';
import {
  addCosignatures,
  openCheckpoint,
  parseVerifierKey,
  printAddCheckpoint,
  proverOf,
  SigningRefused,
  type KeyRing,
  type TileReader,
} from '#ledger';

/** A partner that cosigns our checkpoints (C2SP tlog-witness). */
export interface WitnessAddress {
  /** Its public key, of type `cosignature`. */
  readonly key: string;
  /** Where it takes submissions: `<url>/add-checkpoint`. */
  readonly url: string;
}

const PATIENCE_MS = 5_000;
const MAX_ANSWER = 10_000;

interface Shown {
  readonly keys: KeyRing;
  readonly reader: TileReader;
}

/** Shows checkpoints to witnesses. A witness that does not answer holds nothing up, and is asked again with the next one. */
export class Witnesses {
  /** The size that each witness holds, by its key, as far as it has said: it is asked again after a start. */
  private readonly sizes = new Map<string, number>();
  private readonly ending = new AbortController();

  constructor(
    private readonly addresses: readonly WitnessAddress[],
    private readonly log: Logger,
  ) {}

  get isEmpty(): boolean {
    return this.addresses.length === 0;
  }

  /**
   * The checkpoint with the cosignatures of all witnesses that gave one.
   * @throws SigningRefused where a witness holds a larger log than this one, or another one
   */
  async cosign(checkpoint: string, shown: Shown): Promise<string> {
    const answers = await Promise.all(this.addresses.map((witness) => this.ask(witness, checkpoint, shown)));
    const keys = this.addresses.map(({ key }) => parseVerifierKey(key));
    const cosigned = answers
      .filter((answer) => answer !== undefined)
      .reduce((note, answer) => addCosignatures(note, answer, keys), checkpoint);
    return cosigned;
  }

  /** Lets those who are being asked answer for so many milliseconds more, and asks nobody afterwards. */
  endWithin(ms: number): void {
    setTimeout(() => this.ending.abort(new Error('the server ended first')), ms).unref();
  }

  private async ask(witness: WitnessAddress, checkpoint: string, shown: Shown): Promise<string | undefined> {
    const { size, origin } = openCheckpoint(
      checkpoint,
      shown.keys.map(({ key }) => parseVerifierKey(key)),
    );
    const { name } = parseVerifierKey(witness.key);
    let oldSize = Math.min(this.sizes.get(witness.key) ?? 0, size);
    // Once more where the witness says that it holds another size than was thought.
    for (const isLast of [false, true]) {
      const proof = await proverOf(shown.reader)(oldSize, size);
      const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), this.ending.signal]);
      const answer = await submit(witness, printAddCheckpoint({ oldSize, proof, checkpoint }), signal).catch(
        (error: Error) => error,
      );
      if (answer instanceof Error) {
        this.log.warn({ witness: name, reason: answer.message }, 'a witness does not answer');
        return undefined;
      }
      if (answer.status === 200) {
        this.sizes.set(witness.key, size);
        return answer.body;
      }
      const held = answer.contentType === 'text/x.tlog.size' ? Number(answer.body) : undefined;
      if (held !== undefined && held > size) throw shorter(origin, size, name, held);
      if (answer.status === 422 || (answer.status === 409 && held === undefined)) throw forked(origin, name);
      if (held === undefined || isLast) {
        this.log.warn({ witness: name, status: answer.status, answer: answer.body }, 'a witness did not cosign');
        return undefined;
      }
      oldSize = held;
    }
    return undefined;
  }
}

async function submit({ url }: WitnessAddress, body: string, signal: AbortSignal) {
  const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    body,
    redirect: 'error',
    signal,
  });
  const text = await response.text();
  if (text.length > MAX_ANSWER) throw new Error(`its answer has ${text.length} characters`);
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body: text };
}

function shorter(origin: string, size: number, witness: string, held: number): SigningRefused {
  return new SigningRefused(
    'log-shorter',
    `The log ${origin} has ${size} records, but the witness ${witness} has cosigned ${held}: the last ${held - size} are ` +
      'missing. Most likely an older copy was restored. Restore a newer one; if there is none, declare it with ' +
      'homeward restore --declare-stale, and the log goes on under another origin.',
  );
}

function forked(origin: string, witness: string): SigningRefused {
  return new SigningRefused(
    'log-forked',
    `The log ${origin} does not continue what the witness ${witness} has cosigned. Something was altered, or this is the ` +
      'log of another installation. Stop writing to it and keep a copy as evidence.',
  );
}
