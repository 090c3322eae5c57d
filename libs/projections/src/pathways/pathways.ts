import { DEFAULT_PATHWAYS, type Pathway } from '#cases';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { keptIn } from '../streams/stream-row.js';
import type { PathwayFold, PathwayVersion } from './pathway-row.js';

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
export async function pathwayList(models: ReadModels): Promise<PathwaysReport> {
  return models.read(async (reading) => ({ position: reading.position, rows: await pathwayFiles(reading) }));
}

/** One pathway; undefined where there is no such pathway. */
export async function pathwayFile(models: ReadModels, id: string): Promise<(PathwayFile & Answer) | undefined> {
  return models.read(async (reading) => {
    const file = (await pathwayFiles(reading)).find((one) => one.id === id);
    return file && { ...file, position: reading.position };
  });
}

/** The pathways that hold: what is expected of those who come home. */
export async function currentPathways(reading: Reading): Promise<readonly Pathway[]> {
  return (await pathwayFiles(reading)).flatMap(({ pathway }) => (pathway === null ? [] : [pathway]));
}

async function pathwayFiles({ db }: Reading): Promise<PathwayFile[]> {
  const rows = await db.selectFrom('pathways').selectAll().execute();
  const defined = new Map(rows.map((row) => [row.id, keptIn<PathwayFold>(row)]));
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
