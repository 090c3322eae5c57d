import { ask } from '#nest';
import { pathwayFile, pathwayList } from '#projections';
import { KnownQuery, KnownTableQuery } from '../reading.dto.js';

/** All pathways. */
export class PathwayListQuery extends KnownTableQuery {}

/** One pathway, named by the path. */
export class PathwayQuery extends KnownQuery {}

export const pathwayQuestions = [
  ask(PathwayListQuery, pathwayList),
  ask(PathwayQuery, (models, query) =>
    pathwayFile(models, (query as PathwayQuery & { readonly id: string }).id, query),
  ),
];
