import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** States that are kept as they are: those touched last. Some 3 KB each; more of them pack less often, and leave less behind. */
const UNPACKED = 10_000;
/** A state is small: with the windows and the pieces of larger files, making them would take longer than packing. */
const SMALL = { level: 6, memLevel: 5, windowBits: 13, chunkSize: 4_096 };
const SAMPLES = 8;
const SAMPLE_BYTES = 2_048;
const DICTIONARY_BYTES = 8_192 - 512;
const FIRST_LESSON = 256;

/**
 * Very many states by their names, in little memory: those touched last as they are, the others packed. For anyone who folds a
 * whole log in one go, where most streams come to rest early.
 *
 * States are much alike. So each is packed with a dictionary, some states as they were met before, which takes less than
 * half the space; it is made again each time that twice as many were packed.
 */
export class PackedStates<State> {
  private readonly hot = new Map<string, State>();
  /** Texts of one character a byte, as a text is one object where a buffer is three. The first says the dictionary. */
  private readonly cold = new Map<string, string>();
  /** States of long streams, which nest deeper than can be packed. */
  private readonly deep = new Map<string, State>();
  private readonly dictionaries: Buffer[] = [];
  private packed = 0;

  constructor(private readonly unpacked = UNPACKED) {}

  get(name: string): State | undefined {
    const kept = this.hot.get(name) ?? this.deep.get(name);
    if (kept !== undefined) return kept;
    const cold = this.cold.get(name);
    return cold === undefined ? undefined : this.unpack(cold);
  }

  set(name: string, state: State): void {
    this.cold.delete(name);
    if (this.deep.has(name)) {
      this.deep.set(name, state);
      return;
    }
    // The one touched last stands last.
    this.hot.delete(name);
    this.hot.set(name, state);
    if (this.hot.size > this.unpacked) this.packOldest();
  }

  /** Each state with its name, in no order; unpacked one after the other. */
  *[Symbol.iterator](): Generator<readonly [name: string, state: State]> {
    yield* this.hot;
    yield* this.deep;
    for (const [name, cold] of this.cold) yield [name, this.unpack(cold)];
  }

  private packOldest(): void {
    if (this.packed++ === FIRST_LESSON * (2 ** this.dictionaries.length - 1)) this.learn();
    const [name, state] = this.hot.entries().next().value!;
    this.hot.delete(name);
    const bytes = serialized(state);
    if (bytes === undefined) this.deep.set(name, state);
    else this.cold.set(name, this.pack(bytes));
  }

  private pack(bytes: Buffer): string {
    const number = this.dictionaries.length - 1;
    const packed = deflateRawSync(bytes, { ...SMALL, dictionary: this.dictionaries[number]! });
    // Made of both at once: two texts that are joined stay three objects.
    return Buffer.concat([Buffer.of(number), packed]).toString('latin1');
  }

  private unpack(cold: string): State {
    const dictionary = this.dictionaries[cold.charCodeAt(0)]!;
    return deserialize(inflateRawSync(Buffer.from(cold.slice(1), 'latin1'), { ...SMALL, dictionary })) as State;
  }

  private learn(): void {
    const every = Math.ceil(this.hot.size / SAMPLES);
    const samples = [...this.hot.values()]
      .filter((_, at) => at % every === 0)
      .map((state) => serialized(state)?.subarray(0, SAMPLE_BYTES) ?? Buffer.of());
    this.dictionaries.push(Buffer.concat(samples).subarray(0, DICTIONARY_BYTES));
  }
}

/** Undefined for what nests too deep. */
function serialized(state: unknown): Buffer | undefined {
  try {
    return serialize(state);
  } catch (error) {
    if ((error as Error).name !== 'RangeError') throw error;
    return undefined;
  }
}
