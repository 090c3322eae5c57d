import type { Logger } from 'pino';
import { LogRewritten, RecordAltered, type EventStore, type RecordPlace } from '#eventsourcing';

/** So many are named; more than this say nothing new. */
const MOST_NAMED = 20;

/** What of the log is known not to be what was recorded. Once known it stays so until the next start. */
export class AlteredRecords {
  private readonly places = new Map<string, RecordPlace>();
  private readonly streams = new Map<string, RecordPlace>();
  private rewritten: string | undefined;

  constructor(
    private readonly log: Logger,
    private readonly onChange: (count: number) => void = () => undefined,
  ) {}

  /** A record was found that is not the one that was recorded: nothing more is decided on its stream. */
  note(place: RecordPlace): void {
    if (this.places.has(place.position)) return;
    this.places.set(place.position, place);
    this.streams.set(place.stream, place);
    this.onChange(this.places.size);
    if (this.places.size <= MOST_NAMED) this.log.error(place, new RecordAltered(place).message);
  }

  /** The records fit each other and not what was signed: nothing more is decided at all. */
  noteRewritten(reason: string): void {
    if (this.rewritten === undefined) this.log.error(reason);
    this.rewritten = reason;
  }

  get count(): number {
    return this.places.size;
  }

  /** The first of them, by position; with it, where that is so, that the whole log is not the one that was signed. */
  describe(): { readonly records?: readonly RecordPlace[]; readonly rewritten?: string } {
    const records = [...this.places.values()].sort((a, b) => (a.position < b.position ? -1 : 1)).slice(0, MOST_NAMED);
    return {
      ...(records.length > 0 && { records }),
      ...(this.rewritten !== undefined && { rewritten: this.rewritten }),
    };
  }

  /** @throws RecordAltered, LogRewritten where nothing may be decided on what a stream holds */
  refuse(stream: string): void {
    if (this.rewritten !== undefined) throw new LogRewritten(this.rewritten);
    const place = this.streams.get(stream);
    if (place !== undefined) throw new RecordAltered(place);
  }
}

/**
 * The log, for those who decide: what is found altered is noted, and nothing is read from or appended to a stream of which that
 * is known, also where its state is still in memory.
 */
export function guarded(store: EventStore, altered: AlteredRecords): EventStore {
  const noting = async function* <Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
    try {
      yield* items;
    } catch (error) {
      if (error instanceof RecordAltered) altered.note(error.place);
      throw error;
    }
  };
  return {
    append: async (writes, options) => {
      for (const { stream } of writes) altered.refuse(stream);
      return store.append(writes, options);
    },
    read: (stream, from) =>
      noting(
        (async function* () {
          altered.refuse(stream);
          yield* store.read(stream, from);
        })(),
      ),
    readAll: (after, limit) => noting(store.readAll(after, limit)),
    follow: (after, options) => noting(store.follow(after, options)),
    head: () => store.head(),
    close: () => store.close(),
  };
}
