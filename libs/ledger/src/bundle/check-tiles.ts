import type { Checkpoint } from '../notes/checkpoint.js';
import { tilePath, tilesOfLevel } from '../tiles/paths.js';
import { splitHashes } from '../tiles/tile-store.js';
import { Regrowth } from './regrowth.js';
import { UpperTiles } from './upper-tiles.js';
import type { BundleFiles } from './zip-files.js';

/** What the hash tiles are worth. */
export interface TilesChecked {
  /** Whether their leaf hashes give the signed root: then each tells whether its record was altered. */
  readonly authentic: boolean;
  /** The first tile above the leaves that does not fit the leaf hashes. */
  readonly broken: string | undefined;
  readonly regrowth: Regrowth;
}

/** Computes the tree from the leaf hashes in the tiles, one tile at a time, and compares the tiles above them. */
export async function checkTiles(
  files: BundleFiles,
  { size, root }: Checkpoint,
  olderSize: number | null,
): Promise<TilesChecked> {
  const regrowth = new Regrowth(olderSize);
  const upper = new UpperTiles();
  for (const tile of tilesOfLevel(0, size)) {
    upper.take(regrowth.take(splitHashes(await files.read(tilePath(tile)))));
  }
  let broken: string | undefined;
  for (const { path, bytes } of upper.tiles(size)) {
    if (broken === undefined && !(await files.read(path)).equals(bytes)) broken = path;
  }
  return { authentic: regrowth.root.equals(root), broken, regrowth };
}
