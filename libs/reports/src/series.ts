import { IsDay } from '#cases';
import { byStageAndDay, seriesReport } from '#projections';
import { date, DATES, GRADE, PARTS_OF_SUM, PEOPLE_IN_ALL, STAGE, UNSOURCED_MOVEMENTS } from './making/columns.js';
import { report } from './making/report.js';
import { PeopleQuery } from './queries/reading-query.js';

export class SeriesQuery extends PeopleQuery {
  /** First day. */
  @IsDay()
  from!: string;

  /** Last day. */
  @IsDay()
  to!: string;
}

export const series = report({
  path: 'series',
  about: 'People by stage per day.',
  subject: 'people by stage per day',
  query: SeriesQuery,
  answer: seriesReport,
  columns: [date('day', 'Day', '#date'), STAGE, PEOPLE_IN_ALL, ...PARTS_OF_SUM, DATES, GRADE, UNSOURCED_MOVEMENTS],
  compare: { identity: ['day', 'stage'], causes: byStageAndDay },
  watched: false,
});
