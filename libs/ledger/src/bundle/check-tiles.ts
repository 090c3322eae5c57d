import { tilePath, tilesOfLevel } from '../tiles/paths.js';
import { splitHashes } from '../tiles/tile-store.js';
import { Regrowth } from './regrowth.js';
import type { TreeToJudge } from './tree-to-judge.js';
import { UpperTiles } from './upper-tiles.js';

/** What the hash tiles are worth. */
export interface TilesChecked {
  /** Whether their leaf hashes give the root: then each tells whether its record was altered. */
  readonly authentic: boolean;
  /** The first tile above the leaves that does not fit the leaf hashes. */
  readonly broken: string | undefined;
  readonly regrowth: Regrowth;
}

/** Computes the tree from the leaf hashes in the tiles, one tile at a time, and compares the tiles above them. */
export async function checkTiles({
  read,
  size,
  root,
  held,
}: Pick<TreeToJudge<never>, 'read' | 'size' | 'root' | 'held'>): Promise<TilesChecked> {
  const regrowth = new Regrowth(held.map((checkpoint) => checkpoint.size));
  const upper = new UpperTiles();
  for (const tile of tilesOfLevel(0, size)) {
    upper.take(regrowth.take(splitHashes(await read(tilePath(tile)))));
  }
  let broken: string | undefined;
  for (const { path, bytes } of upper.tiles(size)) {
    if (broken === undefined && !(await read(path)).equals(bytes)) broken = path;
  }
  return { authentic: regrowth.root.equals(root), broken, regrowth };
}
