import { checkRecords, type RecordsChecked } from './check-records.js';
import { checkTiles } from './check-tiles.js';
import { found, refuseShorter } from './opening.js';
import type { Filed } from './record.js';
import type { Regrowth } from './regrowth.js';
import type { HeldCheckpoint, TreeToJudge } from './tree-to-judge.js';

/**
 * Judges a log: that its records are those that were signed, complete and in order, that each tile of each level fits them,
 * and that they continue the checkpoints that are held. Reads each record once.
 * @throws FaultFound for the first thing that is not so
 */
export async function judgeTree<Leaf extends Filed>(tree: TreeToJudge<Leaf>): Promise<RecordsChecked> {
  refuseShorter(tree.size, tree.held);
  const tiles = await checkTiles(tree);
  if (tiles.authentic) refuseUnlessContinued(tiles.regrowth, tree.held);
  const records = await checkRecords(tree, tiles.authentic);
  if (!records.regrowth.root.equals(tree.root)) {
    const message =
      'The records are not those that were signed. The tiles were altered as well, so that it cannot be told which ' +
      'record is the first that is broken.';
    throw found('root-differs', message);
  }
  refuseUnlessContinued(records.regrowth, tree.held);
  const broken = records.broken ?? tiles.broken;
  if (broken !== undefined) {
    throw found('tile-differs', `The records are those that were signed, but ${broken} does not fit them.`, broken);
  }
  return records;
}

function refuseUnlessContinued(regrowth: Regrowth, held: readonly HeldCheckpoint[]): void {
  const broken = held.find(({ size, root }) => regrowth.rootAt(size)?.equals(root) !== true);
  if (broken === undefined) return;
  const message =
    `The log does not continue ${broken.by}: among its first ${broken.size} records at least one is not the one that ` +
    'was signed then. It was rewritten, and signed again.';
  throw found('history-rewritten', message);
}
