import { ask } from '#nest';
import { pathwayFile, pathwayList } from '#projections';
import { ReadingQuery, TableQuery } from '../reading.dto.js';

/** All pathways. */
export class PathwayListQuery extends TableQuery {}

/** One pathway, named by the path. */
export class PathwayQuery extends ReadingQuery {}

export const pathwayQuestions = [
  ask(PathwayListQuery, pathwayList),
  ask(PathwayQuery, (models, query) => pathwayFile(models, (query as PathwayQuery & { readonly id: string }).id)),
];
