import { DEFAULT_PATHWAYS, type Pathway } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { keptOf } from '../streams/folds.js';
import { heldAt } from '../streams/version.js';
import { pathwayStreams, type PathwayVersion } from './pathway-row.js';

/** A pathway with everything that it ever was. */
export interface PathwayFile {
  readonly id: string;
  /** `default`: nobody has defined it otherwise. */
  readonly status: 'default' | 'defined' | 'withdrawn';
  /** As it holds now; null where it is withdrawn. */
  readonly pathway: Pathway | null;
  /** What Homeward starts from; null where the pathway is an administrator's own. */
  readonly default: Pathway | null;
  /** The oldest first. */
  readonly versions: readonly PathwayVersion[];
  /** -1 where no event is about it. */
  readonly revision: number;
}

export interface PathwaysReport extends Answer {
  readonly rows: readonly PathwayFile[];
}

/** All pathways in the order of their ids, also those that are withdrawn. */
export async function pathwayList(models: ReadModels, { knownAt }: KnownAt = {}): Promise<PathwaysReport> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    return { ...answered(reading, known), rows: await pathwayFiles(reading, known) };
  });
}

/** One pathway; undefined where there is no such pathway. */
export async function pathwayFile(
  models: ReadModels,
  id: string,
  { knownAt }: KnownAt = {},
): Promise<(PathwayFile & Answer) | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const file = (await pathwayFiles(reading, known)).find((one) => one.id === id);
    return file && { ...file, ...answered(reading, known) };
  });
}

/** The pathways that hold: what is expected of those who come home. @param known left out: those that hold now */
export async function pathwaysInForce(reading: Reading, known?: Position): Promise<readonly Pathway[]> {
  return (await pathwayFiles(reading, known)).flatMap(({ pathway }) => (pathway === null ? [] : [pathway]));
}

async function pathwayFiles(reading: Reading, known: Position | undefined): Promise<PathwayFile[]> {
  const rows = await reading.db.selectFrom('pathways').select(['id', 'fold']).where(heldAt(known)).execute();
  const folds = await keptOf(reading, pathwayStreams, rows, known);
  const defined = new Map(rows.map(({ id }, index) => [id, folds[index]!]));
  const defaults = new Map(DEFAULT_PATHWAYS.map((pathway) => [pathway.pathwayId, pathway]));
  const ids = [...new Set([...defaults.keys(), ...defined.keys()])].sort(compare);
  return ids.map((id): PathwayFile => {
    const { fold, revision } = defined.get(id) ?? { fold: { versions: [] }, revision: -1 };
    const newest = fold.versions.at(-1);
    const pathway = newest === undefined ? defaults.get(id)! : newest.pathway;
    const status = newest === undefined ? 'default' : pathway === null ? 'withdrawn' : 'defined';
    return { id, status, pathway, default: defaults.get(id) ?? null, versions: fold.versions, revision };
  });
}
