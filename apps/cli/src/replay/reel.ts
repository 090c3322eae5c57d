import type { EventStore, Position, Recorded } from '#eventsourcing';
import { positionFrom } from './moment.js';
import { entriesIn, type WindowEntry, type Window } from './window.js';

/** The entries of a window by their numbers, forwards and backwards. Of each only its place is kept. */
export class Reel {
  private readonly positions: Position[] = [];
  private first: WindowEntry | undefined;
  private last: WindowEntry | undefined;

  private constructor(
    private readonly store: EventStore,
    readonly window: Window,
  ) {}

  /** Goes through the window once. */
  static async open(store: EventStore, window: Window): Promise<Reel> {
    const reel = new Reel(store, window);
    await reel.refresh();
    return reel;
  }

  get length(): number {
    return this.positions.length;
  }

  /** Takes in what was appended meanwhile. */
  async refresh(): Promise<void> {
    for await (const seen of entriesIn(this.store, this.window, this.last)) {
      this.first ??= seen;
      this.last = seen;
      this.positions.push(seen.record.position);
    }
  }

  /** The entry of a number, counted from 0. */
  async at(index: number): Promise<Recorded> {
    const { stream } = this.window;
    const previous = index === 0 ? this.first!.previous : this.positions[index - 1];
    const records =
      stream === undefined
        ? this.store.readAll(previous, 1)
        : this.store.read(stream, this.first!.record.revision + index);
    for await (const record of records) return record;
    throw new Error(`the entry at position ${this.positions[index]} is no longer in the log`);
  }

  /**
   * The number of the entry at a position (or of the next one), or of the entry whose id begins so; undefined where there is
   * none.
   */
  async find(text: string): Promise<number | undefined> {
    const position = positionFrom(text);
    if (position !== undefined) {
      const index = this.positions.findIndex((at) => at >= position);
      if (index >= 0) return index;
    }
    let index = 0;
    for await (const { record } of entriesIn(this.store, this.window)) {
      if (text !== '' && record.id.startsWith(text.toLowerCase())) return index;
      index += 1;
    }
    return undefined;
  }
}
