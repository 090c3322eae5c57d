import { Malformed } from '../malformed.js';
import { parseEntries } from '../tiles/entries.js';
import { tilePath, tilesOfLevel, type Tile } from '../tiles/paths.js';
import { splitHashes } from '../tiles/tile-store.js';
import { leafHash, TILE_WIDTH, type Hash } from '../tree/growth.js';
import { referTo, type Filed, type LeafReader } from './record.js';
import { Regrowth } from './regrowth.js';
import { DigestMap } from './digest-map.js';
import type { TreeToJudge } from './tree-to-judge.js';
import { FaultFound, refuse, type FaultCode, type RepeatedId, type RepeatedIds } from './verdict.js';

/** So many of the records with an id that stands before them are named; the others are counted. */
const MOST_NAMED = 20;

export interface RecordsChecked {
  readonly streams: number;
  /** The tree as the records themselves make it. */
  readonly regrowth: Regrowth;
  readonly repeatedIds: RepeatedIds;
  /** The first tile of leaf hashes that does not fit the records; only where the tiles are not authentic. */
  readonly broken: string | undefined;
}

/**
 * Reads all records in order, each once: that each is the one that was signed, in canonical form, complete, and due in its
 * stream. An id that stands twice is no fault, as not every engine refuses it, and is named.
 * @param authentic whether the leaf hashes in the tiles are those that were signed
 * @throws FaultFound for the first record of which that is not so
 */
export async function checkRecords<Leaf extends Filed>(
  tree: TreeToJudge<Leaf>,
  authentic: boolean,
): Promise<RecordsChecked> {
  const regrowth = new Regrowth(tree.held.map(({ size }) => size));
  const streams = new DigestMap();
  const ids = new DigestMap();
  const repeated: RepeatedId[] = [];
  let repeats = 0;
  let broken: string | undefined;
  for await (const { tile, tilesPath, hashes, entries } of partsOf(tree)) {
    const leaves: Hash[] = [];
    for (const [at, bytes] of entries.entries()) {
      const index = tile.number * TILE_WIDTH + at;
      const leaf = leafHash(bytes);
      leaves.push(leaf);
      if (!leaf.equals(hashes[at]!)) {
        if (authentic) throw fault('record-altered', 'is not the one that was signed at this place', index, bytes);
        broken ??= tilesPath;
      }
      const record = checkRecord(tree.readLeaf, index, bytes, streams);
      const first = ids.putFirst(record.id, index);
      if (first !== undefined && ++repeats <= MOST_NAMED) repeated.push({ index, id: record.id, first });
      tree.take(record, index);
    }
    regrowth.take(leaves);
    tree.onProgress?.(tile.number * TILE_WIDTH + tile.width, tree.size);
  }
  return { streams: streams.size, repeatedIds: { records: repeats, named: repeated }, regrowth, broken };
}

function checkRecord<Leaf extends Filed>(
  readLeaf: LeafReader<Leaf>,
  index: number,
  bytes: Buffer,
  streams: DigestMap,
): Leaf {
  const read = readLeaf(bytes, index);
  if (!('record' in read)) throw fault(read.code, read.problem, index, bytes);
  const { stream, revision } = read.record;
  const due = (streams.put(stream, revision) ?? -1) + 1;
  if (revision !== due) throw fault('revision-out-of-order', `comes where revision ${due} is due`, index, bytes);
  return read.record;
}

type Readable = Pick<TreeToJudge<never>, 'read' | 'size'>;

interface Part {
  readonly tile: Tile;
  readonly tilesPath: string;
  readonly hashes: readonly Hash[];
  readonly entries: readonly Buffer[];
}

/** A log's records with the leaf hashes in its tiles, in order; the next are read while these are checked. */
async function* partsOf(tree: Readable): AsyncGenerator<Part> {
  let next: Promise<Part> | undefined;
  for (const tile of tilesOfLevel('entries', tree.size)) {
    const ready = next;
    next = partOf(tree, tile);
    // Anyone who waits for it hears of it.
    next.catch(() => undefined);
    if (ready !== undefined) yield await ready;
  }
  if (next !== undefined) yield await next;
}

async function partOf(tree: Readable, tile: Tile): Promise<Part> {
  const tilesPath = tilePath({ ...tile, level: 0 });
  const [hashes, entries] = await Promise.all([tree.read(tilesPath).then(splitHashes), entriesOf(tree, tile)]);
  return { tile, tilesPath, hashes, entries };
}

async function entriesOf({ read }: Readable, tile: Tile): Promise<Buffer[]> {
  const path = tilePath(tile);
  const bundle = await read(path);
  try {
    return parseEntries(bundle, tile.width);
  } catch (error) {
    if (error instanceof Malformed) throw refuse(`its records cannot be told apart: ${error.reason}`, path);
    throw error;
  }
}

/** A fault of one record. @param problem follows on "the record …" */
export function fault(code: FaultCode, problem: string, index: number, bytes: Buffer): FaultFound {
  const record = referTo(index, bytes);
  const names = [
    record.stream === null ? '' : `stream ${record.stream}`,
    record.revision === null ? '' : `revision ${record.revision}`,
    record.id === null ? '' : `id ${record.id}`,
  ].filter((name) => name !== '');
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return new FaultFound({ code, message: `Record ${index}${named} ${problem}.`, record });
}
