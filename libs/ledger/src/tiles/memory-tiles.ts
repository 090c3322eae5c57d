import { EMPTY_STATE, TILE_WIDTH, type Growth, type Hash, type LedgerState } from '../tree/growth.js';
import type { TileStore } from './tile-store.js';

/** A tree in memory, for tests and for trying things out. */
export class MemoryTileStore implements TileStore {
  private kept: LedgerState = EMPTY_STATE;
  private readonly levels: Hash[][] = [];
  private readonly log: Buffer[] = [];

  async state(): Promise<LedgerState> {
    return this.kept;
  }

  async hashes(level: number, number: number, width: number): Promise<Buffer> {
    return Buffer.concat(part(this.levels[level] ?? [], number, width));
  }

  async entries(number: number, width: number): Promise<readonly Buffer[]> {
    return part(this.log, number, width);
  }

  async extend({ state, hashes }: Growth, entries: readonly Buffer[]): Promise<void> {
    if (state.size !== this.kept.size + entries.length) {
      throw new RangeError(
        `a tree of ${this.kept.size} leaves does not become one of ${state.size} by ${entries.length}`,
      );
    }
    for (const { level, index, hash } of hashes) (this.levels[level] ??= [])[index] = hash;
    this.log.push(...entries);
    this.kept = state;
  }
}

function part<T>(all: readonly T[], number: number, width: number): readonly T[] {
  const found = all.slice(number * TILE_WIDTH, number * TILE_WIDTH + width);
  if (found.length < width) throw new RangeError(`the log has not grown to ${number * TILE_WIDTH + width} yet`);
  return found;
}
