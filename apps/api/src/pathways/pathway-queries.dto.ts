import { ask, askOf } from '#http';
import { pathwayFile, pathwayList } from '#projections';
import { KnownQuery, KnownTableQuery } from '../reading.dto.js';

/** All pathways. */
export class PathwayListQuery extends KnownTableQuery {}

/** One pathway, named by the path. */
export class PathwayQuery extends KnownQuery {}

export const pathwayQuestions = [ask(PathwayListQuery, pathwayList), askOf(PathwayQuery, pathwayFile)];
