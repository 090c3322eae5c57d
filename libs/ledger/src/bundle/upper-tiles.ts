import { tilePath, tilesOfLevel } from '../tiles/paths.js';
import { TILE_WIDTH, type TileHash } from '../tree/growth.js';

/** Gathers the hashes of the tiles above the leaves: one for 256 records, so that they fit in memory. */
export class UpperTiles {
  private readonly levels: Uint8Array[][] = [];

  /** Takes what a growth gave; leaf hashes are passed over. */
  take(hashes: readonly TileHash[]): void {
    for (const { level, hash } of hashes) {
      // A copy: buffers are cut from slabs, and one hash of 256 would keep all that was cut from its slab.
      if (level > 0) (this.levels[level] ??= []).push(new Uint8Array(hash));
    }
  }

  /** The tiles of a tree of this size, with their paths. */
  *tiles(size: number): Generator<{ readonly path: string; readonly bytes: Buffer }> {
    for (const [level, hashes] of this.levels.entries()) {
      if (hashes === undefined) continue;
      for (const tile of tilesOfLevel(level, size)) {
        const first = tile.number * TILE_WIDTH;
        yield { path: tilePath(tile), bytes: Buffer.concat(hashes.slice(first, first + tile.width)) };
      }
    }
  }
}
