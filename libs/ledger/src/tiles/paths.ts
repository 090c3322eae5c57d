import { TILE_WIDTH } from '../tree/growth.js';
import { Malformed } from '../malformed.js';

/** A static resource of a tiled log: hashes of a level, or the entries themselves (C2SP tlog-tiles). */
export interface Tile {
  readonly level: number | 'entries';
  readonly number: number;
  /** 256 for a full tile, 1 to 255 for a partial one. */
  readonly width: number;
}

const MAX_LEVEL = 63;
const SHAPE = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** `tile/<L>/<N>[.p/<W>]`, e.g. `tile/0/x001/x234/067.p/8` (C2SP tlog-tiles, "Merkle Tree" and "Log entries"). */
export function tilePath({ level, number, width }: Tile): string {
  const digits = String(number);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g)!;
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/**
 * Reads a path back; every tile has one path only.
 * @throws Malformed for anything else
 */
export function parseTilePath(path: string): Tile {
  const [, level, groups, width] = SHAPE.exec(path) ?? [];
  if (level === undefined || groups === undefined) throw new Malformed('path of a tile', JSON.stringify(path));
  const tile = {
    level: level === 'entries' ? level : Number(level),
    number: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  } as const;
  const fits = Number.isSafeInteger(tile.number) && (tile.level === 'entries' || tile.level <= MAX_LEVEL);
  if (!fits || Number(width ?? 1) >= TILE_WIDTH || tilePath(tile) !== path) {
    throw new Malformed('path of a tile', JSON.stringify(path));
  }
  return tile;
}

/** How many hashes of a level's tile a tree of this size has; 0 where it has no such tile. */
export function tileWidth(level: number, number: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - number * TILE_WIDTH));
}

/** All tiles of a level that a tree of this size has, the partial one last. */
export function* tilesOfLevel(level: number | 'entries', size: number): Generator<Tile> {
  const hashLevel = level === 'entries' ? 0 : level;
  for (let number = 0; ; number++) {
    const width = tileWidth(hashLevel, number, size);
    if (width === 0) return;
    yield { level, number, width };
  }
}

/** All tiles and entry bundles of a tree of this size. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level++) yield* tilesOfLevel(level, size);
  yield* tilesOfLevel('entries', size);
}
