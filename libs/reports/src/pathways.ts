import { pathwayFile, pathwayList } from '#projections';
import { CATEGORY, COUNTRY, date, POWER_OF_ORIGIN, STAGE, text, whole } from './making/columns.js';
import { READERS, type Reader } from './making/read.js';
import { list } from './making/report.js';
import { KnownQuery, KnownTableQuery } from './queries/reading-query.js';

/** All pathways. */
export class PathwayListQuery extends KnownTableQuery {}

/** One pathway, named by the path. */
export class PathwayQuery extends KnownQuery {}

const READ_BY: readonly Reader[] = [...READERS, 'administrator'];

/** One row for each stage of each pathway that holds. */
export const pathways = list({
  path: 'pathways',
  operation: 'Pathways.list',
  about: 'Lists pathways, withdrawn ones too, each with everything that it ever was.',
  readers: READ_BY,
  query: PathwayListQuery,
  answer: pathwayList,
  columns: [
    text('id', 'Pathway', '#meta+pathway+id'),
    text('name', 'Name', '#meta+pathway+name'),
    text('status', 'Status', '#status+pathway'),
    CATEGORY,
    POWER_OF_ORIGIN,
    date('from', 'From', '#date+start'),
    date('until', 'Until', '#date+end'),
    whole('step', 'Step', '#meta+step+num'),
    STAGE,
    COUNTRY,
    whole('limitDays', 'Limit in days', '#indicator+days+limit+num'),
  ],
  *cells({ rows }) {
    for (const { id, status, pathway } of rows) {
      for (const [index, stage] of (pathway?.stages ?? []).entries()) {
        yield { ...pathway, id, status, step: index + 1, ...stage };
      }
    }
  },
  nameBy: 'id',
});

export const pathway = list({
  path: 'pathways/:id',
  operation: 'Pathways.show',
  about: 'Shows one pathway: its stages and limits, and what they were before.',
  kind: 'pathway',
  readers: READ_BY,
  query: PathwayQuery,
  answer: (models, { id, ...query }) => pathwayFile(models, id, query),
});
