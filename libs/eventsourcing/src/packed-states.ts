import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export interface PackedOptions<State, Summary> {
  /** What is to be known of a state without unpacking it. */
  readonly summarize: (state: State) => Summary;
  /** States that are kept as they are: those touched last. */
  readonly unpacked?: number;
}

const UNPACKED = 2_000;
const QUICK = { level: 1 };

/**
 * Very many states by their names, in little memory: those touched last as they are, the others packed. For whoever folds a
 * whole log in one go, where most streams come to rest early.
 */
export class PackedStates<State, Summary> {
  private readonly hot = new Map<string, State>();
  private readonly cold = new Map<string, { readonly packed: string; readonly summary: string }>();
  /** States of long streams, which nest deeper than can be packed. */
  private readonly deep = new Map<string, State>();
  private readonly most: number;

  constructor(private readonly options: PackedOptions<State, Summary>) {
    this.most = options.unpacked ?? UNPACKED;
  }

  get(name: string): State | undefined {
    const kept = this.hot.get(name) ?? this.deep.get(name);
    if (kept !== undefined) return kept;
    const cold = this.cold.get(name);
    return cold && (deserialize(inflateRawSync(Buffer.from(cold.packed, 'latin1'))) as State);
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
    if (this.hot.size > this.most) this.packOldest();
  }

  /** A summary of each state, in no order. */
  *summaries(): Generator<readonly [name: string, summary: Summary]> {
    for (const [name, state] of [...this.hot, ...this.deep]) yield [name, this.options.summarize(state)];
    for (const [name, { summary }] of this.cold) yield [name, JSON.parse(summary) as Summary];
  }

  private packOldest(): void {
    const [name, state] = this.hot.entries().next().value!;
    this.hot.delete(name);
    try {
      // A text is one object, where a buffer is three.
      const packed = deflateRawSync(serialize(state), QUICK).toString('latin1');
      this.cold.set(name, { packed, summary: JSON.stringify(this.options.summarize(state)) });
    } catch (error) {
      if ((error as Error).name !== 'RangeError') throw error;
      this.deep.set(name, state);
    }
  }
}
