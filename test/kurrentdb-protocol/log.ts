import { fdatasyncSync, writeSync } from 'node:fs';

/** What a writer proposes. */
export interface ProposedEvent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent extends ProposedEvent {
  readonly revision: number;
  /** Commit and prepare position at once, as for every write of a server of today. */
  readonly position: bigint;
  readonly created: Date;
}

/** What a writer expects of a stream: its last revision, or one of KurrentDB's own numbers. */
export const EXPECTED = { none: -1, any: -2, exists: -4 } as const;

export interface Conflict {
  readonly stream: string;
  readonly expected: number;
  /** -1 for a stream that does not exist. */
  readonly actual: number;
}

export type Outcome =
  | { readonly written: true; readonly position: bigint; readonly revisions: ReadonlyMap<string, number> }
  | { readonly written: false; readonly conflicts: readonly Conflict[] };

/** The log in memory, with KurrentDB's rules of expected revisions and of repeated event ids. */
export class ProtocolLog {
  readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly listeners = new Set<() => void>();
  private position = 1_000n;

  /** @param file a file descriptor: each append is written and synced there before it is acknowledged, as a real server does */
  constructor(private readonly file?: number) {}

  stream(name: string): readonly StoredEvent[] {
    return this.streams.get(name) ?? [];
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Writes all of the events in their order, or none. */
  append(proposed: readonly ProposedEvent[], expectations: ReadonlyMap<string, number>): Outcome {
    const names = [...new Set(proposed.map(({ stream }) => stream))];
    const decisions = names.map((name) => ({
      name,
      expected: expectations.get(name) ?? EXPECTED.any,
      decision: this.decide(
        name,
        expectations.get(name) ?? EXPECTED.any,
        proposed.filter(({ stream }) => stream === name),
      ),
    }));
    if (decisions.every(({ decision }) => decision === 'new')) return this.write(proposed, names);
    if (decisions.every(({ decision }) => decision === 'repeated')) return this.firstAnswer(proposed, names);

    // A half-known append is refused without naming a stream, unless there is only one.
    const unnamed = names.length > 1 && decisions.some(({ decision }) => decision !== 'new' && decision !== 'wrong');
    const wrong = unnamed ? [] : decisions.filter(({ decision }) => decision !== 'new');
    return {
      written: false,
      conflicts: wrong.map(({ name, expected }) => ({ stream: name, expected, actual: this.stream(name).length - 1 })),
    };
  }

  /** Something that the server writes for itself, as a real one does all the time. */
  writeSystemEvent(): void {
    const data = Buffer.from('{"uptime":1}');
    const metadata = new Uint8Array();
    const id = crypto.randomUUID();
    const contentType = 'application/json';
    const event = { id, stream: '$stats-127.0.0.1:2113', type: '$statsCollected', contentType, data, metadata };
    this.append([event], new Map());
  }

  private decide(
    stream: string,
    expected: number,
    proposed: readonly ProposedEvent[],
  ): 'new' | 'repeated' | 'half-known' | 'wrong' {
    const stored = this.stream(stream);
    const last = stored.length - 1;
    if (expected === EXPECTED.any || expected === last) return 'new';
    if (expected === EXPECTED.exists) return last >= 0 ? 'new' : 'wrong';
    if (expected > last) return 'wrong';
    const known = proposed.findIndex(({ id }, index) => stored[expected + 1 + index]?.id !== id);
    if (known === -1) return 'repeated';
    return known === 0 ? 'wrong' : 'half-known';
  }

  private write(proposed: readonly ProposedEvent[], names: readonly string[]): Outcome {
    for (const event of proposed) {
      const stream = this.streams.get(event.stream) ?? [];
      this.position += BigInt(100 + event.data.length);
      const stored = { ...event, revision: stream.length, position: this.position, created: new Date() };
      stream.push(stored);
      this.streams.set(event.stream, stream);
      this.events.push(stored);
    }
    if (this.file !== undefined) {
      writeSync(this.file, Buffer.concat(proposed.map(({ data }) => data)));
      fdatasyncSync(this.file);
    }
    for (const listener of this.listeners) listener();
    const revisions = new Map(names.map((name) => [name, this.stream(name).length - 1]));
    return { written: true, position: this.position, revisions };
  }

  private firstAnswer(proposed: readonly ProposedEvent[], names: readonly string[]): Outcome {
    const ids = new Set(proposed.map(({ id }) => id));
    const first = this.events.filter(({ id, stream }) => ids.has(id) && names.includes(stream));
    const revisions = new Map(first.map(({ stream, revision }) => [stream, revision]));
    return { written: true, position: first.at(-1)!.position, revisions };
  }
}
